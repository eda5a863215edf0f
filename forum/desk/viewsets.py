"""The forum's records in the admin: one menu group, open to whoever may manage the forum; services do the changes."""

from functools import wraps
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseModelForm
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.permission_policies.base import BasePermissionPolicy

from forum import permissions, services
from forum.desk import tables
from forum.models import Membership, Organisation, Person, Post, Sector, Team, User, Witness


class ForumPolicy(BasePermissionPolicy):
    """Wagtail asks here; the answer is the forum's own."""

    def __init__(
        self, model: type[models.Model], actions: tuple[str, ...] = ("add", "change", "delete", "view")
    ) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.actions and permissions.can_manage_forum(user)

    def users_with_any_permission(self, actions: Any) -> models.QuerySet[User]:
        return User.objects.filter(is_superuser=True)


class CreateView(generic.CreateView):
    def save_instance(self) -> models.Model:
        record = services.save_record(self.form, by=self.request.user)
        log(instance=record, action="wagtail.create", content_changed=True)
        return record


class EditView(generic.EditView):
    def save_instance(self) -> models.Model:
        record = services.save_record(self.form, by=self.request.user)
        self.has_content_changes = self.form.has_changed()
        log(instance=record, action="wagtail.edit", content_changed=self.has_content_changes)
        return record


class DeleteView(generic.DeleteView):
    @transaction.atomic
    def delete_action(self) -> None:
        """Refused too if what would go along (an organisation's posts) is named by what stays."""
        log(instance=self.object, action="wagtail.delete")
        try:
            services.delete_record(self.object, by=self.request.user)
        except models.ProtectedError as error:
            raise PermissionDenied from error


class RecordViewSet(ModelViewSet):
    add_view_class: ClassVar[Any] = CreateView
    edit_view_class: ClassVar[Any] = EditView
    delete_view_class: ClassVar[Any] = DeleteView
    copy_view_enabled = False
    list_per_page = 50
    # Drag and drop would change records past the services; the order is a field of the form.
    sort_order_field = None

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return ForumPolicy(self.model)


class SectorViewSet(RecordViewSet):
    model = Sector
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["name", "name_en", "sort_order"]
    panels: ClassVar[list[Panel]] = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("name_en"),
        FieldPanel("slug", help_text=_("government, ngo and academic have a colour and sign of their own.")),
        FieldPanel("sort_order"),
    ]


class OrganisationViewSet(RecordViewSet):
    model = Organisation
    icon = "home"
    index_view_class: ClassVar[Any] = tables.OrganisationIndexView
    list_display: ClassVar[list[Any]] = [
        "name",
        "short_name",
        "sector",
        BooleanColumn("is_forum_member", label=_("member of the forum"), sort_key="is_forum_member"),
    ]
    list_filter: ClassVar[list[str]] = ["sector", "is_forum_member"]
    search_fields: ClassVar[list[str]] = ["name", "short_name"]
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"]),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
                FieldRowPanel([FieldPanel("sector"), FieldPanel("parent")]),
                FieldPanel("is_forum_member"),
            ],
            heading=_("Who it is"),
        ),
        MultiFieldPanel(
            [FieldPanel("description"), FieldPanel("address"), FieldPanel("email"), FieldPanel("website")],
            heading=_("In the directory"),
            help_text=_("Everybody can read this: enter the office's address and mailbox, not a person's."),
        ),
    ]


class PersonEditView(EditView):
    @property
    def header_more_buttons(self) -> list[Button]:
        invite, erase = (reverse(name, args=[self.object.pk]) for name in ("forum_invite_person", "personal_erase"))
        return [
            *super().header_more_buttons,
            Button(_("Invite to sign in"), url=invite, icon_name="mail", priority=5),
            Button(_("Erase personal data"), url=erase, icon_name="bin", priority=90),
        ]


class PersonViewSet(RecordViewSet):
    model = Person
    icon = "user"
    index_view_class: ClassVar[Any] = tables.PersonIndexView
    edit_view_class: ClassVar[Any] = PersonEditView
    list_display: ClassVar[list[Any]] = ["name", "email", Column("user", label=_("login"))]
    search_fields: ClassVar[list[str]] = ["name", "email"]
    panels: ClassVar[list[Panel]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("honorific_prefix"), FieldPanel("honorific_suffix")]),
        MultiFieldPanel(
            [FieldPanel("email"), FieldPanel("phone")],
            heading=_("Contact"),
            help_text=_("For the secretariat only; never shown in public."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("rank"), FieldPanel("employee_number")])], heading=_("Below a signature")
        ),
    ]


class PostViewSet(RecordViewSet):
    model = Post
    icon = "tag"
    list_display: ClassVar[list[Any]] = ["label", "organisation"]
    list_filter: ClassVar[list[str]] = ["organisation"]
    search_fields: ClassVar[list[str]] = ["label", "organisation__name"]
    panels: ClassVar[list[Panel]] = [FieldPanel("label"), FieldPanel("organisation")]


class MembershipCreateView(generic.CreateView):
    def save_instance(self) -> models.Model:
        given = {**self.form.cleaned_data}
        membership = services.start_membership(given.pop("person"), by=self.request.user, **given)
        log(instance=membership, action="wagtail.create", content_changed=True)
        return membership


class MembershipEndView(generic.EditView):
    """A membership is never rewritten: what can change is the day on which it ends."""

    def save_instance(self) -> models.Model:
        membership = services.end_membership(self.object, on=self.form.cleaned_data["end_date"], by=self.request.user)
        self.has_content_changes = self.form.has_changed()
        log(instance=membership, action="wagtail.edit", content_changed=self.has_content_changes)
        return membership


class MembershipViewSet(RecordViewSet):
    model = Membership
    icon = "group"
    add_view_class: ClassVar[Any] = MembershipCreateView
    edit_view_class: ClassVar[Any] = MembershipEndView
    inspect_view_enabled = True
    list_display: ClassVar[list[Any]] = ["person", "organisation", "post", "start_date", "end_date"]
    list_filter: ClassVar[list[str]] = ["organisation"]
    search_fields: ClassVar[list[str]] = ["person__name", "organisation__name"]
    form_fields: ClassVar[list[str]] = ["person", "organisation", "post", "on_behalf_of", "start_date", "end_date"]

    @cached_property
    def permission_policy(self) -> BasePermissionPolicy:
        return ForumPolicy(self.model, actions=("add", "change", "view"))

    def get_form_class(self, for_update: bool = False) -> type[BaseModelForm[Any]]:
        fields = ["end_date"] if for_update else self.form_fields
        form = modelform_factory(Membership, form=WagtailAdminModelForm, fields=fields)
        form.base_fields["end_date"].required = for_update
        return form


class TeamViewSet(RecordViewSet):
    model = Team
    icon = "group"
    list_display: ClassVar[list[Any]] = ["name", "kind", "parent", "directed_by"]
    search_fields: ClassVar[list[str]] = ["name"]
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                TitleFieldPanel("name", targets=["slug"]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("slug"), FieldPanel("sort_order")]),
                FieldPanel("description"),
            ],
            heading=_("The team"),
        ),
        MultiFieldPanel(
            [FieldPanel("parent"), FieldPanel("directed_by"), FieldPanel("supervised_by")],
            heading=_("Its place among the teams"),
        ),
        InlinePanel("tasks", heading=_("Tasks"), label=_("Task")),
        InlinePanel(
            "memberships",
            heading=_("Seats"),
            label=_("Seat"),
            help_text=_(
                "As in the decree: the office, the organisation or the person that holds it. Readable by everybody."
            ),
            panels=[
                FieldRowPanel([FieldPanel("role"), FieldPanel("office")]),
                FieldPanel("organisation"),
                FieldPanel("person"),
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
            ],
        ),
    ]


class WitnessViewSet(RecordViewSet):
    model = Witness
    icon = "key"
    list_display: ClassVar[list[Any]] = ["name", "email", "public_key"]
    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("email"), FieldPanel("public_key")]


class ForumGroup(ModelViewSetGroup):
    menu_label = _("Forum")
    menu_icon = "group"
    menu_order = 150
    items = (
        OrganisationViewSet,
        PersonViewSet,
        MembershipViewSet,
        PostViewSet,
        TeamViewSet,
        SectorViewSet,
        WitnessViewSet,
    )


organisation_chooser = ChooserViewSet(
    "organisation_chooser",
    model=Organisation,
    icon="home",
    choose_one_text=_("Choose an organisation"),
    choose_another_text=_("Choose another organisation"),
    per_page=100,
)


class PersonChooserViewSet(ChooserViewSet):
    """Wagtail asks for no more than a place in the editors' rooms; whom the forum knows is not for all of them."""

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            permissions.require(permissions.can_manage_forum(request.user))
            return view(request, *args, **kwargs)

        return guarded


person_chooser = PersonChooserViewSet(
    "person_chooser", model=Person, icon="user", choose_one_text=_("Choose a person"), per_page=50
)
post_chooser = ChooserViewSet(
    "post_chooser", model=Post, icon="tag", choose_one_text=_("Choose an office"), per_page=50
)

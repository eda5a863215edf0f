"""People in the admin, their offices, and for whom they speak."""

from functools import wraps
from typing import Any, ClassVar

from django.db import models
from django.forms import BaseModelForm
from django.forms.models import modelform_factory
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.permission_policies.base import BasePermissionPolicy

from forum import permissions, services
from forum.desk.records import tables
from forum.desk.viewsets.base import EditView, ForumPolicy, RecordViewSet
from forum.desk.viewsets.choosers import FindingChooserViewSet, StandingChooserViewSet
from forum.models import Membership, Person, Post


class PersonEditView(EditView):
    """Whoever cannot sign in yet is invited with a button that is seen; for others it waits behind the dots."""

    @property
    def header_buttons(self) -> list[Button]:
        return [*super().header_buttons, *([] if self.object.user_id else [self._invite])]

    @property
    def _invite(self) -> Button:
        url = reverse("forum_invite_person", args=[self.object.pk])
        return Button(_("Invite to sign in"), url=url, icon_name="mail", priority=5)

    @property
    def header_more_buttons(self) -> list[Button]:
        erase = reverse("personal_erase", args=[self.object.pk])
        merge = reverse("forum_merge", args=["orang", self.object.pk])
        return [
            *super().header_more_buttons,
            *([self._invite] if self.object.user_id else []),
            Button(_("Merge into another"), url=merge, icon_name="copy", priority=80),
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


class PersonChooserViewSet(StandingChooserViewSet):
    """Wagtail asks for no more than a place in the editors' rooms; whom the forum knows is not for all of them."""

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            permissions.require(permissions.can_manage_forum(request.user))
            return view(request, *args, **kwargs)

        return guarded


person_chooser = PersonChooserViewSet(
    "person_chooser",
    model=Person,
    icon="user",
    choose_one_text=_("Choose a person"),
    per_page=50,
    find_in=("name",),
)
post_chooser = FindingChooserViewSet(
    "post_chooser",
    model=Post,
    icon="tag",
    choose_one_text=_("Choose an office"),
    per_page=50,
    find_in=("label", "organisation__name", "organisation__short_name"),
)

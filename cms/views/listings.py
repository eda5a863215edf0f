"""The lists *Meetings* and *Invitations* in the editors' rooms: state, answers, what comes next."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length, Substr
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.filters import (
    ChoiceFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.reading import progress
from forum import clock, permissions
from forum.desk.viewsets.base import ForumPolicy
from forum.models import InvitationPage, MeetingPage, Organisation, Team

FOUND_AT_MOST = 300  # the newest that hold the words


class StepColumn(Column):
    """What comes next, with the place where it is done."""

    cell_template_name = "cms/desk/listings/step.html"


class DayColumn(Column):
    cell_template_name = "cms/desk/listings/day.html"


class KindColumn(Column):
    """With its host below it: lists are read from the title on, which needs the room."""

    cell_template_name = "cms/desk/listings/kind.html"


class When(ChoiceFilter):
    """By the day of the meeting; `lookup` leads to it."""

    def __init__(self, *, lookup: str, **kwargs: Any) -> None:
        choices = [("coming", _("coming")), ("past", _("past"))]
        super().__init__(label=_("When"), choices=choices, empty_label=_("Any"), widget=RadioSelect, **kwargs)
        self.lookup = lookup

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        today = clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
        wanted = {"coming": Q(**{f"{self.lookup}__gte": today}), "past": Q(**{f"{self.lookup}__lt": today})}
        return qs.filter(wanted.get(value, Q()))


class Lacking(ChoiceFilter):
    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        named = InvitationPage.objects.filter(subject=OuterRef("pk"))
        below = InvitationPage.objects.filter(subject=None, path__startswith=OuterRef("path"))
        called_off = [MeetingPage.Status.CANCELLED, MeetingPage.Status.POSTPONED]
        if value == "minutes":
            return qs.filter(starts_at__lt=clock.now(), minutes=None).exclude(status__in=called_off)
        return qs.exclude(Exists(named)).exclude(Exists(below)) if value == "invitation" else qs


def hosts(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=MeetingPage.objects.order_by().values("host"))


def teams(request: Any) -> QuerySet[Team]:
    return Team.objects.filter(pk__in=MeetingPage.objects.order_by().exclude(team=None).values("team"))


class MeetingFilterSet(WagtailFilterSet):
    when = When(lookup="starts_at")
    lacking = Lacking(
        label=_("Without"),
        choices=[("minutes", _("minutes")), ("invitation", _("invitation"))],
        empty_label=_("Any"),
        widget=RadioSelect,
    )
    kind = MultipleChoiceFilter(label=_("Kind"), choices=MeetingPage.Kind.choices, widget=CheckboxSelectMultiple)
    host = ModelMultipleChoiceFilter(label=_("Host"), queryset=hosts, widget=CheckboxSelectMultiple)
    team = ModelMultipleChoiceFilter(label=_("Team"), queryset=teams, widget=CheckboxSelectMultiple)

    class Meta:
        model = MeetingPage
        fields: ClassVar[list[str]] = []


def _invited_to(invitations: QuerySet[Any], meetings: QuerySet[MeetingPage]) -> QuerySet[Any]:
    """Whether they name the meeting or stand below it (`above`: the path of the page above)."""
    return invitations.filter(Q(subject__in=meetings) | Q(subject=None, above__in=meetings.values("path")))


class MeetingKind(MultipleChoiceFilter):
    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return _invited_to(qs, MeetingPage.objects.filter(kind__in=value)) if value else qs


class MeetingHost(ModelMultipleChoiceFilter):
    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return _invited_to(qs, MeetingPage.objects.filter(host__in=value)) if value else qs


class InvitationFilterSet(WagtailFilterSet):
    when = When(lookup="meets_at")
    is_open = ChoiceFilter(
        label=_("To whom"),
        choices=[("True", _("open to the public")), ("False", _("addressed ones only"))],
        empty_label=_("Any"),
        widget=RadioSelect,
    )

    kind = MeetingKind(label=_("Kind"), choices=MeetingPage.Kind.choices, widget=CheckboxSelectMultiple)
    host = MeetingHost(label=_("Host"), queryset=hosts, widget=CheckboxSelectMultiple)

    class Meta:
        model = InvitationPage
        fields: ClassVar[list[str]] = []


class RecordIndexView(IndexView):
    """All pages of one kind, for whoever manages the forum; a search goes through their words, in any order of rows."""

    def follow(self, pages: Sequence[Any]) -> None:
        """Give each of them what the columns show."""
        raise NotImplementedError

    def get_base_queryset(self) -> QuerySet[Any]:
        return self.annotate_queryset(self.model.objects.filter(depth__gt=1))

    def get_ordering(self) -> Any:
        wanted = self.request.GET.get("ordering", self.default_ordering)
        return wanted if wanted in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.order_by(self.ordering, "pk")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        pages = self.model.objects.only("pk").order_by("-latest_revision_created_at")
        ways = (pages.search, pages.autocomplete)
        # By relevance each row would be weighed anew against all of them.
        found = [way(self.search_query, order_by_relevance=False)[:FOUND_AT_MOST] for way in ways]
        return queryset.filter(pk__in={page.pk for part in found for page in part})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        self.follow(context["object_list"])
        return context


class MeetingIndexView(RecordIndexView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        by_month = Button(_("By month"), url=reverse("meetings_month"), icon_name="calendar-alt", priority=5)
        return [*super().header_more_buttons, by_month]

    def follow(self, pages: Sequence[Any]) -> None:
        progress.of_meetings(pages)
        wanted = self.request.GET.get("lacking") == "invitation" and not self.is_searching
        if wanted and not pages and not self.results_only:
            self._tell_that_all_are_invited()

    def _tell_that_all_are_invited(self) -> None:
        """Whoever wants to write an invitation finds no meeting that lacks one."""
        told = _("Every meeting shown here has its invitation. Another one is for a new meeting.")
        if not MeetingPage.objects.exists():
            told = _("There is no meeting yet. An invitation is made for a meeting.")
        new = messages.button(reverse("meetings:choose_parent"), _("New meeting"))
        messages.info(self.request, told, buttons=[new])


class InvitationIndexView(RecordIndexView):
    def follow(self, pages: Sequence[Any]) -> None:
        progress.of_invitations(pages)

    def annotate_queryset(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        above = Substr("path", 1, Length("path") - Page.steplen)
        below = MeetingPage.objects.filter(path=OuterRef("above")).values("starts_at")
        dated = pages.annotate(above=above).annotate(
            meets_at=Coalesce("subject__meetingpage__starts_at", Subquery(below))
        )
        return super().annotate_queryset(dated)


class MenuForSecretariat(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return permissions.can_manage_forum(request.user)


class RecordListing(PageListingViewSet):
    menu_item_class = MenuForSecretariat
    add_to_admin_menu = True
    list_per_page = 50

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(permission_policy=self.permission_policy, **kwargs)

    @cached_property
    def permission_policy(self) -> ForumPolicy:
        return ForumPolicy(self.model)


TALLIES: list[Column] = [
    Column("answers", label=_("Answers"), accessor="progress.answers"),
    Column("registrations", label=_("Registrations"), accessor="progress.registrations"),
    StepColumn("step", label=_("Next step"), accessor="progress"),
]


class MeetingListing(RecordListing):
    model = MeetingPage
    url_prefix = "rapat"
    icon = "calendar-alt"
    menu_label = _("Meetings")
    menu_order = 110
    ordering = "-starts_at"
    index_view_class = MeetingIndexView
    filterset_class = MeetingFilterSet
    list_display: ClassVar[list[Any]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title is-dense"),
        DayColumn("starts_at", label=_("Day"), sort_key="starts_at"),
        KindColumn("kind", label=_("Kind and host"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="progress.state"),
        *TALLIES,
    ]


class InvitationListing(RecordListing):
    model = InvitationPage
    url_prefix = "undangan"
    icon = "mail"
    menu_label = _("Invitations")
    menu_order = 120
    ordering = "-meets_at"
    index_view_class = InvitationIndexView
    filterset_class = InvitationFilterSet
    list_display: ClassVar[list[Any]] = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title is-dense"),
        DayColumn("meets_at", label=_("Day"), accessor="meets.starts_at", sort_key="meets_at"),
        Column("host", label=_("Host"), accessor="meets.host.label"),
        Column("state", label=_("State"), accessor="progress.state"),
        *TALLIES,
    ]

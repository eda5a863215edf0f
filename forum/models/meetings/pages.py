"""Meetings: when, where, about what."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, Panel
from wagtail.models import Page, PageManager
from wagtail.search import index

from forum.models.directory.people import Organisation, Post
from forum.models.directory.teams import Team
from forum.models.meetings.agenda import AgendaItem, AgendaPaper
from forum.models.meetings.agenda.panels import AgendaPanel, PapersPanel
from forum.models.meetings.when import When
from forum.models.meetings.where import Where
from forum.models.memory import Prepared
from forum.models.pages import RecordedPage
from forum.models.querysets import MeetingQuerySet


class MeetingIndexPage(RecordedPage):
    """All meetings: the coming ones first."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["forum.MeetingPage"]
    template = "forum/meetings/list.html"

    class Meta:
        verbose_name = _("list of meetings")


class MeetingPage(When, Where, RecordedPage):
    class Kind(models.TextChoices):
        COORDINATION = "coordination", _("coordination meeting")
        TECHNICAL = "technical", _("technical guidance")
        DISCUSSION = "discussion", _("discussion meeting")
        HEARING = "hearing", _("hearing")
        CONSULTATION = "consultation", _("public consultation")
        MONITORING = "monitoring", _("monitoring and evaluation meeting")
        VISIT = "visit", _("study visit")
        SITE_VISIT = "site_visit", _("site visit")
        SEMINAR = "seminar", _("seminar")
        OUTREACH = "outreach", _("public outreach meeting")
        PENGAJIAN = "pengajian", _("religious gathering (pengajian)")
        LAUNCH = "launch", _("launch")
        OTHER = "other", _("other meeting")

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("date not yet certain")
        SCHEDULED = "scheduled", _("scheduled")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COORDINATION)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.SCHEDULED)
    status_reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Why it is postponed or cancelled. Everybody reads it.")
    )
    host = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="hosted_meetings",
        verbose_name=_("host"),
        help_text=_("The organisation in whose house it is; it need not be the secretariat."),
    )
    organisers = ParentalManyToManyField(
        Organisation, blank=True, related_name="organised_meetings", verbose_name=_("organised together with")
    )
    chair = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair"),
        help_text=_("The office that leads the meeting; often not the host's."),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="meetings",
        verbose_name=_("team"),
        help_text=_("Empty: it is a meeting of the whole forum."),
    )
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("Empty: as in the forum's settings, and in percent where that rule is. 0: this meeting has none."),
    )
    summary = models.TextField(
        _("purpose"), blank=True, help_text=_("Two or three sentences for people who hear of it for the first time.")
    )
    previous_meeting = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("continues the meeting"),
        help_text=_("Readers can then walk from one meeting of the chain to the next."),
    )

    ledger_prefix = "meeting"
    shown_with = ("host__sector", "chair__organisation", "team")
    exclude_fields_in_copy: ClassVar[list[str]] = ["status", "status_reason", "papers"]
    told_fields: ClassVar[tuple[str, ...]] = ("status", "starts_at", "room", "address", "title", "summary", "team")
    parent_page_types: ClassVar[list[str]] = ["forum.MeetingIndexPage"]
    template = "forum/meetings/page.html"
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("room"),
        index.RelatedFields("agenda_items", [index.SearchField(name) for name in ("text", "presenter", "note")]),
        index.FilterField("starts_at"),
        index.FilterField("kind"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("summary"), FieldPanel("previous_meeting")], heading=_("What it is about")
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("days"),
                FieldPanel("zone"),
                FieldRowPanel([FieldPanel("status"), FieldPanel("status_reason")]),
                FieldRowPanel([FieldPanel("room"), FieldPanel("address")]),
                FieldRowPanel([FieldPanel("hints"), FieldPanel("map_place")]),
                FieldPanel("services"),
                FieldPanel("other_services"),
                FieldPanel("online_url"),
                HelpPanel(template="forum/desk/telling/reach_panel.html"),
            ],
            heading=_("When and where"),
            help_text=_(
                "A published change of time, place or status is told to all who were invited, answered or registered, "
                "and reaches the calendars of everybody who subscribed."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("team", "host", "organisers", "chair", "quorum")], heading=_("Who")
        ),
        AgendaPanel(),
        PapersPanel(),
    ]

    objects = PageManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The meeting must end after it starts."),
            )
        ]
        # What lists begin with; of a forum that meets for decades nobody waits for all the rest.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-starts_at"], name="meeting_by_day"),
            models.Index(fields=["kind", "-starts_at"], name="meeting_by_kind"),
            models.Index(fields=["ends_at"], name="meeting_by_end"),
            models.Index(fields=["team", "-starts_at"], name="meeting_by_team"),
        ]

    def read_rows(self) -> None:
        for relation, rows in MEETING_ROWS.items():
            getattr(self, relation).set(rows(self.pk))

    def clean(self) -> None:
        """Whose day is not known to the hour has no certain date."""
        super().clean()
        if self.is_vague and self.status == self.Status.SCHEDULED:
            self.status = self.Status.TENTATIVE

    def told_changes(self, before: RecordedPage) -> dict[str, list[Any]]:
        """What is not known to the hour is told in the words for it, as the record is written."""
        found = super().told_changes(before)
        if isinstance(before, MeetingPage):
            with translation.override(settings.LANGUAGE_CODE):
                starts = [before.told_start, self.told_start]
            found = {name: pair for name, pair in found.items() if name != "starts_at"}
            found |= {"starts_at": starts} if starts[0] != starts[1] else {}
        return found

    def reason_of(self, changed: Collection[str]) -> str:
        return self.status_reason if "status" in changed and self.is_unusual else ""

    @property
    def is_called_off(self) -> bool:
        """Cancelled, or its page was taken back: nobody can answer or register any more."""
        was_withdrawn = not self.live and self.first_published_at is not None
        return was_withdrawn or self.status == self.Status.CANCELLED

    @property
    def is_held(self) -> bool:
        """On its day, as far as that is known."""
        return not self.is_called_off and self.status != self.Status.POSTPONED

    @property
    def can_be_cancelled(self) -> bool:
        """It is announced, and people still mean to come."""
        return self.live and self.status != self.Status.CANCELLED and not self.is_over

    @property
    def is_unusual(self) -> bool:
        """Readers must be told: the date does not simply hold."""
        return self.status != self.Status.SCHEDULED


# What the public page reads beside its own row: the SQL is written once.
MEETING_ROWS: dict[str, Prepared[Any]] = {
    "agenda_items": Prepared(
        lambda meeting: AgendaItem.objects.filter(meeting=meeting).select_related("organisation", "proposed_by")
    ),
    "papers": Prepared(lambda meeting: AgendaPaper.objects.filter(meeting=meeting).select_related("document")),
    "organisers": Prepared(
        lambda meeting: Organisation.objects.filter(organised_meetings=meeting).select_related("sector")
    ),
}

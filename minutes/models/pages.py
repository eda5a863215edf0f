"""The minutes of one meeting, and the public archive of all of them."""

from dataclasses import fields
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.locks import BaseLock
from wagtail.models import Page, PageManager, Revision
from wagtail.search import index

from forum.models import Link, MeetingPage, Post, RecordedPage
from forum.models.ledger.hiding import Gap
from forum.models.memory import Prepared
from minutes.models import content, states
from minutes.models.blocks import DiscussionBlock
from minutes.models.editor import MinutesPageForm, panels
from minutes.models.hiding import all_gaps
from minutes.models.items import ActionItem, AgendaOutcome, Attachment, Attendance, Decision, Input, blacked
from minutes.models.locks import DeadlineLock, MinutesPermissionTester, RecordLock
from minutes.models.querysets import MinutesQuerySet
from minutes.models.states import State
from minutes.text.blackouts import Blackout, Passage

MinutesManager = PageManager.from_queryset(MinutesQuerySet)


class MinutesArchivePage(RecordedPage):
    """All published minutes: newest first, searched and filtered."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = []
    template = "minutes/archive/page.html"
    intro = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = panels.ARCHIVE

    class Meta:
        verbose_name = _("archive of minutes")


class MinutesPage(RecordedPage):
    class Kind(models.TextChoices):
        NOTULA = "notula", _("notula")
        RISALAH = "risalah", _("risalah")
        BERITA_ACARA = "berita_acara", _("berita acara")

    shown_with = ("meeting",)
    is_as_published = False  # a draft that is shown as the next edition will be
    superseded = 0  # an earlier edition: by which it was replaced

    # --- written by the secretariat: part of every revision
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.NOTULA,
        help_text=_("Notula: a concise record. Risalah: nearly word for word. Berita acara: a signed agreement."),
    )
    number = models.CharField(_("number of the minutes"), max_length=100, blank=True)
    started_at = models.DateTimeField(_("really started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("really ended at"), null=True, blank=True)
    chair = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair"),
        help_text=_("Who led the meeting; not always the host. May approve the minutes."),
    )
    secretary = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secretary")
    )
    note_taker = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("note-taker")
    )
    public_participants = models.PositiveIntegerField(
        _("participants from the public"), default=0, help_text=_("Citizens are counted, never named.")
    )
    guests = models.TextField(
        _("invited guests without an organisation"),
        blank=True,
        max_length=4000,
        help_text=_("A line for each, by office: Camat Kalitidu. By name only where somebody came as nothing else."),
    )
    discussion = StreamField(DiscussionBlock(required=False), verbose_name=_("discussion"), blank=True)

    # --- written at each circulation into its revision, with which it is published (see `minutes.models.shown`)
    frozen = models.JSONField(default=dict, editable=False)

    # --- written by the steps: part of the page, not of a revision (see `with_content_json`)
    meeting = models.OneToOneField(MeetingPage, on_delete=models.PROTECT, related_name="minutes", editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT, editable=False)
    circulated_at = models.DateTimeField(null=True, editable=False)
    circulated_revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    digest = models.CharField(_("digest of the circulated text"), max_length=64, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveSmallIntegerField(
        _("edition"), default=0, editable=False, validators=[MinValueValidator(0)]
    )
    last_numbers = models.JSONField(default=dict, editable=False)
    published_text = models.TextField(editable=False, blank=True)
    # Redactions in force for the public (`Redaction.plain`), with the edition that put them so: nothing has to be asked
    # for them. None stands for none.
    blackouts = models.JSONField(null=True, editable=False)

    STEP_FIELDS: ClassVar[tuple[str, ...]] = (
        "meeting_id", "state", "circulated_at", "circulated_revision_id", "digest", "approved_at", "published_at",
        "edition", "last_numbers", "blackouts",
    )  # fmt: skip

    ledger_prefix = "minutes"
    base_form_class = MinutesPageForm
    parent_page_types: ClassVar[list[str]] = ["forum.MeetingPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "minutes/page.html"
    content_panels: ClassVar[list[Any]] = panels.MINUTES
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("published_words"),
        index.FilterField("meeting_id"),
    ]

    objects = MinutesManager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=True) | Q(ended_at__gt=F("started_at")),
                name="minutes_end_after_start",
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(circulated_at__isnull=False, digest__gt=""),
                name="minutes_circulated_before_more",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED, State.PUBLISHED]) | Q(approved_at__isnull=False),
                name="minutes_approved_have_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False),
                name="minutes_published_have_a_time",
            ),
        ]

    def read_rows(self) -> None:
        for relation, rows in MINUTES_ROWS.items():
            getattr(self, relation).set(rows(self.pk))

    @property
    def held_meeting(self) -> MeetingPage:
        """The meeting; for the preview of minutes that were never saved, the parent page."""
        return self.meeting if self.meeting_id else self.get_parent().specific

    def published_words(self) -> str:
        """The text for the search engine, as words without punctuation: PostgreSQL would take `audiensi/hearing` for a
        file name."""
        return " ".join(content.words_of(f"{self.title} {self.published_text}" if self.published_text else ""))

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        """What is out of sight in any edition, by its part (see `HiddenPart`)."""
        return all_gaps().get(self.pk, {}) if self.pk else {}

    @property
    def blackout(self) -> Blackout:
        """What is blacked out here: as for the public, unless `blackouts` was set to None for the internal edition."""
        names = [field.name for field in fields(Passage)]
        return Blackout(tuple(Passage(**{name: one[name] for name in names}) for one in self.blackouts or ()))

    def shown_row(self, part: str, words: str, beside: str = "") -> str:
        return blacked.shown_row(self, part, words, beside)

    def shown_beside(self, part: str, words: str, links: list[Link]) -> list[Link]:
        return blacked.shown_beside(self, part, words, links)

    @property
    def is_agreement(self) -> bool:
        """Who signs it agrees to it, and its paper has a form of its own."""
        return self.kind == self.Kind.BERITA_ACARA

    @property
    def is_record(self) -> bool:
        """The minutes were published once: they can be corrected, but not deleted."""
        return self.published_at is not None

    @property
    def is_kept(self) -> bool:
        """The minutes were circulated once: what organisations were sent is not deleted."""
        return self.circulated_at is not None

    @property
    def is_being_corrected(self) -> bool:
        """An edition is public while the next one is prepared."""
        return self.live and self.state != State.PUBLISHED

    @property
    def is_locked_record(self) -> bool:
        return self.state in states.LOCKED

    @property
    def is_past_deadline(self) -> bool:
        """Circulated, and nobody may object any more: the text stays as it is."""
        newest = self.circulations.order_by("-pk").first() if self.state == State.CIRCULATED else None
        return newest is not None and newest.is_over

    def ledger_content(self) -> Any:
        return content.content_of(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """New minutes are always drafts, and minutes become live only after approval, whoever saves them."""
        if self._state.adding:
            self._begin_as_draft()
        if self.live and not self.is_record and self.state != State.APPROVED:
            raise PermissionDenied(gettext("Minutes become public only after approval."))
        if not kwargs.get("update_fields"):
            self.published_text = content.text_of(self) if self.live else ""
        super().save(*args, **kwargs)

    def _begin_as_draft(self) -> None:
        for name in self.STEP_FIELDS:
            field = self._meta.get_field(name.removesuffix("_id"))
            setattr(self, name, field.get_default())
        self.live, self.frozen = False, {}
        self.meeting = self.get_parent().specific

    def with_content_json(self, content: dict[str, Any]) -> "MinutesPage":
        """A revision never restores an old state: fields that the steps write keep the values of the page."""
        page: MinutesPage = super().with_content_json(content)
        for name in self.STEP_FIELDS:
            setattr(page, name, getattr(self, name))
        return page

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Only the approved text is published, also when Wagtail's buttons, schedules or workflows ask for it."""
        current = MinutesPage.objects.get(pk=self.pk)
        if current.state != State.APPROVED or content.digest_of(revision.as_object()) != current.digest:
            raise PermissionDenied(gettext("Minutes become public only after approval."))
        super().publish(revision, *args, **kwargs)

    def get_lock(self) -> BaseLock | None:
        if self.is_locked_record:
            return RecordLock(self)
        return DeadlineLock(self) if self.is_past_deadline else super().get_lock()

    def permissions_for_user(self, user: Any) -> MinutesPermissionTester:
        return MinutesPermissionTester(user, self)

    @property
    def has_workflow(self) -> bool:
        """False: minutes have their own steps, and a workflow of the site must not publish without them."""
        return False

    def get_workflow(self) -> None:
        return None


# What the public page reads of its own rows: the SQL is written once.
MINUTES_ROWS: dict[str, Prepared[Any]] = {
    "attendance": Prepared(lambda minutes: Attendance.objects.filter(minutes=minutes)),
    "outcomes": Prepared(lambda minutes: AgendaOutcome.objects.filter(minutes=minutes)),
    "inputs": Prepared(lambda minutes: Input.objects.filter(minutes=minutes)),
    "decisions": Prepared(lambda minutes: Decision.objects.filter(minutes=minutes)),
    "action_items": Prepared(lambda minutes: ActionItem.objects.filter(minutes=minutes)),
    "attachments": Prepared(lambda minutes: Attachment.objects.filter(minutes=minutes)),
}

"""What those in charge of a follow-up report about it, and what shows it. Rows are only ever added: the newest report
says how the follow-up stands, those before it are its history."""

import uuid
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum.models import Link, LinkedOutside, Organisation
from forum.models.invitations.answers.delegations import private_files
from forum.models.typed import TypedText
from minutes.models.hiding import Remark
from minutes.models.items import ActionState
from minutes.models.items.blacked import blacked_links
from minutes.models.records.made import Completion, MadeRecord


class ActionReport(TypedText, Remark, MadeRecord):
    """It refers to the follow-up by number and is stored apart, because the minutes stay locked.

    `organisation` is that for which it was made, `office` who made it, as the ledger names them. `completion` is what
    was told before reports had a state.
    """

    STATES = (ActionState.RUNNING, ActionState.DONE, ActionState.CANCELLED)

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=[(one.value, one.label) for one in STATES])
    note = models.TextField(_("what was done"), max_length=1000)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office = models.CharField(_("reported by"), max_length=300, blank=True)
    completion = models.OneToOneField(
        Completion, on_delete=models.PROTECT, null=True, blank=True, related_name="report"
    )

    class Meta:
        verbose_name = _("report on a follow-up")
        verbose_name_plural = _("reports on follow-ups")
        ordering = ["pk"]
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["minutes", "number"], name="report_of_follow_up")]

    def __str__(self) -> str:
        return f"{self.number}: {self.shown_note[:60]}"

    @property
    def words(self) -> str:
        """All that was written, as it is stored."""
        told = getattr(self, "elsewhere", None)
        return "\n".join(filter(None, [self.note, told.words if told else ""]))

    @property
    def shown_note(self) -> str:
        """As the edition of its minutes that is read has it: words that are blacked out there are so here."""
        return str(self.gap or self.minutes.blackout.words(self.note))

    @property
    def shown_elsewhere(self) -> "Elsewhere | None":
        """In the same way; nothing where the report is hidden."""
        told = getattr(self, "elsewhere", None)
        if told is None or self.gap:
            return None
        rule = self.minutes.blackout
        return Elsewhere(blacked_links(told.outside_links, rule), rule.words(told.state), told.ended)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where a follow-up is treated in systems of others, and how it stands there, as somebody read it there and typed
    it: we ask nothing there. `ended`: it is not treated there, or no more."""

    links: list[Link]
    state: str = ""
    ended: bool = False

    @property
    def plain(self) -> list[Any]:
        return [[link.plain for link in self.links], self.state, self.ended]


class ReportedLinks(TypedText, LinkedOutside):
    """What one report says of that."""

    report = models.OneToOneField(ActionReport, on_delete=models.PROTECT, related_name="elsewhere")
    state = models.CharField(_("how it stands there"), max_length=120, blank=True)
    ended = models.BooleanField(_("not treated there any more"), default=False)

    class Meta:
        verbose_name = _("where a follow-up is treated elsewhere")
        verbose_name_plural = _("where follow-ups are treated elsewhere")
        default_permissions = ()

    def __str__(self) -> str:
        return self.outside_words

    @property
    def words(self) -> str:
        return "\n".join(filter(None, [self.outside_words, self.state]))


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What shows that a report is true: a `link`, or an uploaded `file`."""

    link: str = ""
    file: Any = None
    title: str = ""
    audience: str = "public"


def stored_under(evidence: "Evidence", name: str) -> str:
    """What the file was called elsewhere is not kept."""
    return f"bukti/{uuid.uuid4().hex}.{evidence.kind}"


class Evidence(TypedText, Remark, MadeRecord):
    """A file or an address that shows what a report says. `kind` is what the content of the file was found to be."""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("everybody")
        MEMBERS = "members", _("organisations of the forum")

    minutes = models.ForeignKey("minutes.MinutesPage", on_delete=models.PROTECT, related_name="evidence")
    report = models.ForeignKey(ActionReport, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(_("what it shows"), max_length=200)
    link = models.URLField(_("address on the web"), max_length=500, blank=True)
    file: Any = models.FileField(_("file"), storage=private_files, upload_to=stored_under, max_length=200, blank=True)
    kind = models.CharField(max_length=4, editable=False, blank=True)
    size = models.PositiveIntegerField(editable=False, default=0)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    audience = models.CharField(_("who may see it"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta:
        verbose_name = _("evidence of a follow-up")
        verbose_name_plural = _("evidence of follow-ups")
        ordering = ["pk"]
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(link="", sha256__gt="") | Q(link__gt="", sha256=""), name="evidence_is_file_or_link"
            )
        ]

    def __str__(self) -> str:
        return self.shown_title

    @property
    def shown_title(self) -> str:
        return str(self.gap or self.title)

    @property
    def words(self) -> str:
        """All that was written, as it is stored."""
        return "\n".join(filter(None, [self.title, self.link]))

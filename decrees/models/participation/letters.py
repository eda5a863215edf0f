"""Letters with an organisation's position, and the parts that they are cut into."""

import uuid
from typing import Any, ClassVar

from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from decrees.models.drafts import Round, Version
from forum import clock
from forum.models import Organisation, User
from forum.models.typed import TypedText

MOST_MB = 10
MOST_BYTES = MOST_MB * 1024 * 1024


def private_files() -> Storage:
    return storages["private"]


def stored_under(letter: "Letter", name: str) -> str:
    """What the file was called elsewhere is not kept."""
    return f"letters/{uuid.uuid4().hex}.{letter.kind}"


class Letter(TypedText, models.Model):
    """A position that came as DOCX, ODT, PDF, mail or pasted words, about a version. The file stays with it until
    its time is over; its words, its points and the fingerprint of the file stay for good.

    Until it is taken in, its parts are worked on; then they are comments, and nothing of it changes any more.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("being read")
        READY = "ready", _("to be looked through")
        UNREADABLE = "unreadable", _("cannot be read")
        TAKEN = "taken", _("taken in")

    decree = models.ForeignKey("decrees.DecreePage", on_delete=models.PROTECT, related_name="letters")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="letters", verbose_name=_("round"))
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="letters", verbose_name=_("version"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    number = models.CharField(_("number of the letter"), max_length=80, blank=True)
    received_on = models.DateField(_("received on"))
    on_behalf = models.BooleanField(default=False)  # the secretariat brought it
    kind = models.CharField(max_length=4)
    file: Any = models.FileField(_("file"), storage=private_files, upload_to=stored_under, max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    problem = models.CharField(max_length=10, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("login"))
    created_at = models.DateTimeField(_("time"), default=clock.now)
    file_deleted_at = models.DateTimeField(_("file deleted"), null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(_("taken in"), null=True, blank=True)
    seq = models.BigIntegerField(null=True, editable=False, help_text=_("Its entry in the ledger"))

    class Meta:
        verbose_name = _("letter with a position")
        verbose_name_plural = _("letters with positions")
        ordering = ["pk"]
        default_permissions = ("view",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["decree", "sha256"], name="letter_once")
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.organisation.label, self.number]))

    def get_absolute_url(self) -> str:
        return reverse("decrees:letter", args=[self.decree_id, self.pk])

    @property
    def is_taken(self) -> bool:
        return self.state == self.State.TAKEN


class LetterPart(TypedText, models.Model):
    """Words of a letter in their order. Of a point besides what it becomes, and the clauses that it may be about.

    `edition` goes up with each change: who saves from an older page is told. `offers` are [clause, why], the likeliest
    first.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        UNUSED = "unused", _("not used")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    role = models.CharField(max_length=10)
    text = models.TextField()
    under = models.JSONField(default=list)
    named = models.CharField(max_length=300, blank=True)  # the cell of a table that says where
    said = models.TextField(_("comment"), blank=True)
    passage = models.TextField(_("passage"), blank=True)
    proposes = models.BooleanField(default=False)  # with no wording: to strike the words out
    wording = models.TextField(_("proposed wording"), blank=True)
    clause = models.CharField(_("clause"), max_length=80, blank=True)
    also = models.JSONField(default=list)  # further clauses that it is about: those that it names in one list
    wordings = models.JSONField(default=dict)  # what is proposed for those, by clause
    offers = models.JSONField(default=list)
    sure = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNUSED)
    edition = models.PositiveIntegerField(default=1)
    token = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("part of a letter")
        verbose_name_plural = _("parts of letters")
        ordering = ["place", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def proposed(self) -> str | None:
        return self.wording if self.proposes else None

    @proposed.setter
    def proposed(self, wording: str | None) -> None:
        self.proposes, self.wording = wording is not None, wording or ""

    @property
    def shown(self) -> str:
        """Cells of a table are told apart."""
        return self.text.replace("\t", " | ")

    @property
    def is_point(self) -> bool:
        return self.state != self.State.UNUSED

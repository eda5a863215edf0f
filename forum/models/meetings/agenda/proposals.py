"""What organisations propose for the agenda of a meeting, and what became of it."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation
from forum.models.meetings.agenda.outline import LONGEST
from forum.models.typed import TypedText


class AgendaProposal(TypedText, models.Model):
    """The words of the organisation stay as they are. One that is deferred is open again, as another row, for the later
    meeting (`deferred_to`)."""

    class State(models.TextChoices):
        OPEN = "open", _("not decided yet")
        ACCEPTED = "accepted", _("on the agenda")
        DEFERRED = "deferred", _("deferred to a later meeting")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn by the organisation")

    meeting = models.ForeignKey("forum.MeetingPage", on_delete=models.PROTECT, related_name="proposals")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agenda_proposals", verbose_name=_("organisation")
    )
    title = models.CharField(_("what should be on the agenda"), max_length=300)
    reason = models.TextField(_("why"), max_length=2000)
    minutes = models.PositiveSmallIntegerField(
        _("minutes needed"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    document: Any = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("paper"),
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"), default=clock.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decision_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    deferred_to = models.ForeignKey(
        "forum.MeetingPage", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("proposal for an agenda")
        verbose_name_plural = _("proposals for agendas")
        default_permissions = ()
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision_reason=""), name="declined_proposal_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | Q(decided_at__isnull=False) & ~Q(state="open"),
                name="proposal_decided_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

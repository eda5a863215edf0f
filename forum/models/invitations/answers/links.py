"""Links by which an invited organisation answers without signing in."""

import datetime
import hashlib
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.invitations.answers.rsvps import Rsvp
from forum.models.invitations.invited.parties import ForParty, one_party
from forum.models.invitations.pages import InvitationPage


def new_link() -> str:
    """What only the mail holds."""
    return secrets.token_urlsafe(24)


def key_of(token: str) -> str:
    """What is stored of it. It has 192 random bits, so no salt and no slow digest are needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class ByLink(models.TextChoices):
    """How the link came to whoever used it, as the ledger says it."""

    MAILED = "link", _("by the link that was mailed")
    HANDED = "handed", _("by the link that the secretariat handed over")


class AnswerLink(ForParty):
    """One link to answer one invitation for one that is invited once, as it stands in one mail to `address`.

    The secretariat hands one over itself where `address` is empty. With an answer, all that went to the same address
    for the same one are spent.
    """

    LASTS = datetime.timedelta(days=90)

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="answer_links")
    address = models.EmailField(_("email address"), blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=clock.now, editable=False)
    used_at = models.DateTimeField(_("used"), null=True, editable=False)
    rsvp = models.OneToOneField(Rsvp, on_delete=models.PROTECT, null=True, related_name="link", editable=False)

    class Meta:
        verbose_name = _("link to answer an invitation")
        verbose_name_plural = _("links to answer invitations")
        default_permissions = ()
        indexes = [models.Index(fields=["invitation", "organisation", "address"], name="answer_link_to")]
        constraints = [one_party("answer_link_is_for_one")]

    def __str__(self) -> str:
        return f"{self.party.label}: {self.used_at or '–'}"

    @property
    def is_lapsed(self) -> bool:
        return self.made_at + self.LASTS <= clock.now()

    @property
    def way(self) -> ByLink:
        return ByLink.MAILED if self.address else ByLink.HANDED

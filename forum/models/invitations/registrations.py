"""Citizens who come to an open meeting."""

import datetime
import secrets

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Sector
from forum.models.invitations.pages import InvitationPage
from forum.models.typed import TypedText


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Registration(TypedText, models.Model):
    """A citizen who comes to an open meeting. Never shown in public; only counted.

    Until the link in the mail was used, it is a request that anybody may have made in somebody else's name.
    """

    CONFIRMED_WITHIN = datetime.timedelta(hours=24)

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    from_organisation = models.CharField(_("organisation or village"), max_length=150, blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    needs = models.CharField(
        _("accessibility needs"), max_length=300, blank=True, help_text=_("Deleted after the meeting.")
    )
    consent = models.TextField(
        _("consent"), blank=True, editable=False, help_text=_("The text that the person agreed to, as it was shown.")
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at"]
        constraints = [models.UniqueConstraint("invitation", Lower("email"), name="registration_once_per_email")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_lapsed(self) -> bool:
        return self.confirmed_at is None and self.registered_at + self.CONFIRMED_WITHIN <= clock.now()

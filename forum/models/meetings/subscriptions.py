"""Where somebody's own calendar is found."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock


def new_address() -> str:
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """Calendar programs do not sign in: whoever has the secret address reads what its owner may read today."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address")
    token = models.CharField(max_length=40, unique=True, default=new_address, editable=False)
    made_at = models.DateTimeField(_("made"), default=clock.now, editable=False)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)

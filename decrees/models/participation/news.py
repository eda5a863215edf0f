"""What people without a login are to be told. The row is the promise: it goes when the mail with it has left."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from decrees.models.participation.citizens import Citizen
from forum import clock

REFUSED = "refused"


class CitizenNews(models.Model):
    """What became of something that a citizen said or supports."""

    citizen = models.ForeignKey(
        Citizen, on_delete=models.CASCADE, related_name="news", verbose_name=_("citizen who is heard")
    )
    what = models.CharField(_("kind"), max_length=10)  # of a notification, or REFUSED
    supports = models.BooleanField(_("as who supports it"), default=False)
    place = models.CharField(_("place"), max_length=120)
    at = models.DateTimeField(_("time"), default=clock.now)
    claimed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("news for a citizen")
        verbose_name_plural = _("news for citizens")
        ordering = ["pk"]
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="citizen_news_waiting")]

    def __str__(self) -> str:
        return f"{self.what}: {self.place}"

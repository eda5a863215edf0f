"""Sign-ins that were refused: for whose login it is, and counted for administrators."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.counted import CountedQuerySet
from forum import clock
from forum.models import User


class RefusalQuerySet(CountedQuerySet):
    def past(self) -> Self:
        """Whose time is over."""
        return self.not_for(settings.REFUSALS_KEPT_DAYS)

    def of(self, login: User) -> Self:
        return self.filter(login=login)


class Refusal(models.Model):
    """One row for each login, hour, kind and network. Without a login: what was typed belongs to nobody here, and
    neither that nor where it came from is kept."""

    class Kind(models.TextChoices):
        PASSWORD = "password", _("a wrong password")
        SECOND_FACTOR = "second_factor", _("the right password, a wrong second factor")

    login = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("login")
    )
    kind = models.CharField(_("what was refused"), max_length=20, choices=Kind)
    network = models.CharField(_("address"), max_length=50, blank=True)
    hour = models.DateTimeField(_("hour"))
    times = models.PositiveIntegerField(_("how often"), default=1)
    last_at = models.DateTimeField(_("last at"), default=clock.now)

    objects = RefusalQuerySet.as_manager()

    class Meta:
        verbose_name = _("refused sign-in")
        verbose_name_plural = _("refused sign-ins")
        default_permissions = ()
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["login", "hour", "kind", "network"], name="refusal_counted_once"),
            models.UniqueConstraint(
                fields=["hour", "kind", "network"],
                condition=models.Q(login__isnull=True),
                name="refusal_of_nobody_counted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.kind}"

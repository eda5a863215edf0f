"""What runs beside the requests, and when it last did: so that it is seen when it stops."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock


class LastRun(models.Model):
    """One row for each part of a timer and for the worker of the queue. It has ended when `ended_at` is not before
    `began_at`."""

    WORKER = "worker"

    name = models.CharField(_("name"), max_length=60, primary_key=True)
    began_at = models.DateTimeField(_("began"), default=clock.now)
    ended_at = models.DateTimeField(_("ended"), null=True)
    succeeded_at = models.DateTimeField(_("last succeeded"), null=True)
    outcome = models.TextField(_("what it said"), blank=True)

    class Meta:
        verbose_name = _("last run")
        verbose_name_plural = _("last runs")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def begin(cls, name: str) -> Self:
        return cls.objects.update_or_create(name=name, defaults={"began_at": clock.now()})[0]

    def end(self, outcome: str, *, succeeded: bool) -> None:
        self.ended_at, self.outcome = clock.now(), outcome
        if succeeded:
            self.succeeded_at = self.ended_at
        self.save()

    @property
    def has_failed(self) -> bool:
        return self.ended_at is not None and self.ended_at != self.succeeded_at and not self.is_running

    @property
    def is_running(self) -> bool:
        return self.ended_at is None or self.ended_at < self.began_at

"""Tables of organisations or people that are too long to be looked at in one request."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock


class BroughtTable(models.Model):
    """On its way from a file to records: looked at row by row, shown, then taken part by part."""

    class Stage(models.TextChoices):
        LOOKING = "looking", _("is being looked at")
        READY = "ready", _("waits for your decision")
        TAKING = "taking", _("is being taken")
        DONE = "done", _("is taken")
        STOPPED = "stopped", _("was stopped: whoever took it may no longer do so")

    kind = models.CharField(_("kind"), max_length=20, editable=False)
    name = models.CharField(_("file"), max_length=200, editable=False)
    stage = models.CharField(_("state"), max_length=10, choices=Stage.choices, default=Stage.LOOKING, editable=False)
    update = models.BooleanField(_("changes what is there already"), default=False, editable=False)
    brought_at = models.DateTimeField(_("brought"), default=clock.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("table of the directory")
        verbose_name_plural = _("tables of the directory")
        default_permissions = ()
        ordering = ["-brought_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_moving(self) -> bool:
        return self.stage in (self.Stage.LOOKING, self.Stage.TAKING)


class BroughtRow(models.Model):
    """`told`: what is wrong, or what would change. `values` go as soon as they are a record."""

    class State(models.TextChoices):
        WAITING = "waiting", _("not looked at yet")
        NEW = "new", _("new")
        DIFFERS = "differs", _("different")
        SAME = "same", _("the same")
        BAD = "bad", _("wrong")
        TAKEN = "taken", _("taken")

    table = models.ForeignKey(BroughtTable, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"), editable=False)
    values = models.JSONField(default=dict, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    told = models.TextField(blank=True, editable=False)
    marks = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of a table")
        default_permissions = ()
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="row_once_in_table")]
        indexes = [models.Index(fields=["table", "state", "number"], name="row_by_state")]

    def __str__(self) -> str:
        return f"{self.number}"

"""Rows that store what one entry of the ledger tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import User


class RecordedRow(models.Model):
    """A row that stores what one entry of the ledger tells: when it was done, and the number of that entry."""

    at = models.DateTimeField(_("time"), default=clock.now)
    seq = models.BigIntegerField(editable=False, help_text=_("Its entry in the ledger"))

    class Meta:
        abstract = True


class Act(RecordedRow):
    """Done by somebody for an office. The row may not change, not even when the login goes."""

    by = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", verbose_name=_("login")
    )
    office = models.CharField(_("office"), max_length=300, blank=True)

    class Meta:
        abstract = True

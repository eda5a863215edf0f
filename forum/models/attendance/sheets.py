"""The signed attendance sheet as it was scanned."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.meetings import MeetingPage


def private_files() -> Storage:
    return storages["private"]


def stored_under(sheet: "SignedSheet", name: str) -> str:
    return f"daftar-hadir/{sheet.digest}.{sheet.kind}"


class SignedSheet(models.Model):
    """Names, telephone numbers and signatures: for the secretariat alone, deleted like the names of registrations."""

    meeting = models.ForeignKey(
        MeetingPage, on_delete=models.PROTECT, related_name="signed_sheets", verbose_name=_("meeting")
    )
    file: Any = models.FileField(_("file"), storage=private_files, upload_to=stored_under, blank=True)
    kind = models.CharField(max_length=4, editable=False)
    size = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    kept_at = models.DateTimeField(default=clock.now, editable=False)
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("signed attendance sheet")
        verbose_name_plural = _("signed attendance sheets")
        default_permissions = ()
        ordering = ["kept_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.kept_at:%Y-%m-%d})"

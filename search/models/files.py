"""What was read in attached files."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock


class State(models.TextChoices):
    READ = "read", _("all were read")
    CUT = "cut", _("read in part, for the file is very long or a page is damaged")
    EMPTY = "empty", _("none, probably it is a scan")
    LOCKED = "locked", _("not read, for it is locked by a password")
    BROKEN = "broken", _("not read, for the file is damaged, or not what its name says")
    TOO_LARGE = "too_large", _("not read, for it takes too much memory")
    TOO_SLOW = "too_slow", _("not read, for it takes too long")
    GONE = "gone", _("not read, for the file is gone")


class FileText(models.Model):
    """The words of a file, as far as they could be read. Who may read them is asked of the page on which it stands."""

    document: Any = models.OneToOneField("wagtaildocs.Document", on_delete=models.CASCADE, related_name="file_text")
    digest = models.CharField(max_length=40, blank=True)  # SHA-1 of the content, as Wagtail notes it
    state = models.CharField(max_length=10, choices=State.choices)
    text = models.TextField(blank=True)
    pages = models.PositiveIntegerField(null=True)
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.document_id}: {self.state}"

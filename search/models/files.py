"""What was read in attached files."""

from typing import Any

from django.db import models

from forum import clock
from search.files import State


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

"""What each address was last told of a meeting or an invitation."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Notice(models.Model):
    """One address, and what it knows of one page: where that is no longer so, it is told, once.

    `known` is what it was last told. `due_at` is when to compare that with what is so now; nothing waits if it is
    empty. `waits_since` is when the first of what waits was published. `begun_at` is when somebody began to send;
    nobody is at it if it is empty. `organisations` are those for which the address was told; none for somebody who
    registered. An address that the mail server `refused` is asked again with the next change, or by a person.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="notices")
    address = models.EmailField(_("email address"))
    known = models.JSONField()
    due_at = models.DateTimeField(null=True, db_index=True)
    waits_since = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(_("sent"), null=True)
    refused = models.BooleanField(default=False)
    organisations = models.JSONField(default=list)
    is_recorded = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("notice of a change")
        verbose_name_plural = _("notices of changes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "address"], name="notice_once_per_address")]

    def __str__(self) -> str:
        return f"{self.page}: {self.told_at or '–'}"

    def knows(self, **facts: Any) -> bool:
        return all(self.known.get(name) == value for name, value in facts.items())

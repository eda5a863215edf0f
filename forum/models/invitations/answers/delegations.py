"""Whom an organisation sends to a meeting, and by what mandate."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.invitations.answers.rsvps import Rsvp
from forum.models.typed import TypedText


class PrivateFiles(Storage):
    """Where nothing has an address: a view hands out what it holds. Looked up each time, as settings have it now."""

    def _open(self, name: str, mode: str = "rb") -> File:
        return storages["private"].open(name, mode)

    def _save(self, name: str, content: File) -> str:
        return storages["private"].save(name, content)

    def delete(self, name: str) -> None:
        storages["private"].delete(name)

    def exists(self, name: str) -> bool:
        return storages["private"].exists(name)


def private_files() -> Storage:
    return PrivateFiles()


def mandate_place(delegation: "Delegation", name: str) -> str:
    """`name` is made of the kind that the content has; what the file was called elsewhere is not kept."""
    return f"mandates/{uuid.uuid4().hex}.{name.rpartition('.')[2]}"


@dataclass(frozen=True, slots=True)
class Delegate:
    """Whom an organisation sends; `mandate` is an uploaded file."""

    name: str = ""
    position: str = ""
    substitute: str = ""
    mandate: Any = None
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None

    @property
    def is_named(self) -> bool:
        return any((self.name, self.position, self.substitute, self.mandate, self.valid_from, self.valid_until))


class Delegation(TypedText, models.Model):
    """Beside an answer: names of people and the letter that sends them, for the secretariat and the organisation only.
    `note` is what a person without an account said with it.

    Goes a year after the meeting (`forgotten_at`), the answer stays.
    """

    rsvp = models.OneToOneField(Rsvp, on_delete=models.PROTECT, related_name="delegation")
    name = models.CharField(_("who comes"), max_length=120, blank=True)
    position = models.CharField(_("position"), max_length=150, blank=True)
    substitute = models.CharField(_("substitute"), max_length=120, blank=True)
    mandate = models.FileField(_("mandate letter"), storage=private_files, upload_to=mandate_place, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    forgotten_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        default_permissions = ()

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.position]))

    @property
    def mandate_kind(self) -> str:
        """pdf, jpg, png or docx."""
        return str(self.mandate.name).rpartition(".")[2]

"""Notes that are taken while a meeting sits: what was typed, until it is in the minutes and a year has gone.

They move too fast for the ledger; what of them becomes the minutes is the record (docs/decisions)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models import MeetingPage, Organisation
from forum.models.typed import TypedText


class MeetingNotes(models.Model):
    """`revision` rises with each line that is written: whoever follows and has the newest has all."""

    meeting = models.OneToOneField(MeetingPage, on_delete=models.CASCADE, related_name="notes")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("notes of a meeting")
        verbose_name_plural = _("notes of meetings")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.meeting)


class NoteWords(TypedText, models.Model):
    """One line as somebody typed it. Rows are only added: `replaces` are the tokens of the words that stood before
    whoever wrote this. What nobody has replaced stands (`minutes.text.notes.standing`).

    `token` is given by the browser: words that are sent twice are there once. `item` is the key of an agenda item."""

    notes = models.ForeignKey(MeetingNotes, on_delete=models.CASCADE, related_name="words")
    seq = models.PositiveIntegerField(editable=False)
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    row = models.UUIDField(default=uuid.uuid4, editable=False)
    item = models.CharField(max_length=32, blank=True, editable=False)
    text = models.CharField(_("line"), max_length=2000, blank=True)
    replaces = models.JSONField(default=list, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("line of notes")
        verbose_name_plural = _("lines of notes")
        default_permissions = ()
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["notes", "seq"], name="note_words_numbered_once"),
            models.UniqueConstraint(fields=["notes", "token"], name="note_words_once"),
        ]

    def __str__(self) -> str:
        return self.text


class TakenPart(models.Model):
    """What the minutes took from a row of notes, so that it is taken once, and what was edited there since is found."""

    notes = models.ForeignKey(MeetingNotes, on_delete=models.CASCADE, related_name="taken")
    key = models.CharField(max_length=80, editable=False)
    part = models.JSONField()

    class Meta:
        verbose_name = _("part of notes in the minutes")
        verbose_name_plural = _("parts of notes in the minutes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["notes", "key"], name="note_part_taken_once")]

    def __str__(self) -> str:
        return self.key


class ConfirmedAttendance(models.Model):
    """An organisation says that it is there, as it was recorded at the door. The newest counts."""

    meeting = models.ForeignKey(MeetingPage, on_delete=models.PROTECT, related_name="confirmed_attendance")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(_("number of people"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("confirmed attendance")
        verbose_name_plural = _("confirmed attendances")
        default_permissions = ()
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation", "people"], name="attendance_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.people}"

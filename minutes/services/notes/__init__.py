"""What is done with the notes of a meeting."""

from minutes.services.notes.attending import confirm_attendance
from minutes.services.notes.bringing import parts_in, take_in_words
from minutes.services.notes.forgetting import forget_notes
from minutes.services.notes.taking import Taken, take_notes
from minutes.services.notes.writing import write_notes

__all__ = ["Taken", "confirm_attendance", "forget_notes", "parts_in", "take_in_words", "take_notes", "write_notes"]

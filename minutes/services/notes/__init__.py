"""What is done with the notes of a meeting."""

from minutes.services.notes.attending import confirm_attendance
from minutes.services.notes.forgetting import forget_notes
from minutes.services.notes.taking import Taken, take_notes
from minutes.services.notes.writing import write_notes

__all__ = ["Taken", "confirm_attendance", "forget_notes", "take_notes", "write_notes"]

"""Who was really there, and the sheet that they signed."""

from forum.models.attendance.presences import Presence, name_key
from forum.models.attendance.sheets import SignedSheet

__all__ = ["Presence", "SignedSheet", "name_key"]

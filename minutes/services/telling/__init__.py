"""Those present are told by mail of circulated minutes, and reminded; and whoever objected, what became of it."""

from minutes.services.telling.circulated import remind_silent, tell_of_circulation, tell_of_step
from minutes.services.telling.guests import confirm_objection
from minutes.services.telling.members import addresses_of, tell_of_ralat

__all__ = [
    "addresses_of",
    "confirm_objection",
    "remind_silent",
    "tell_of_circulation",
    "tell_of_ralat",
    "tell_of_step",
]

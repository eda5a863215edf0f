"""Searches that are looked for again, and who is told of what is new: by mail, without a login."""

from search.services.saved.daily import forget_searches, forget_searches_of, tell_all
from search.services.saved.saving import confirm_search, end_search, end_searches_of, follow, save_search

__all__ = [
    "confirm_search",
    "end_search",
    "end_searches_of",
    "follow",
    "forget_searches",
    "forget_searches_of",
    "save_search",
    "tell_all",
]

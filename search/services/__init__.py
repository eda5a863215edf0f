"""The index follows the record."""

from search.services.following import follow, follow_synonyms

__all__ = ["follow", "follow_synonyms"]

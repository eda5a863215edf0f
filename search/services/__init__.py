"""The index follows the record."""

from search.services.attached import follow_file, read_unread
from search.services.following import follow, follow_synonyms

__all__ = ["follow", "follow_file", "follow_synonyms", "read_unread"]

"""The index, and the words that the secretariat says are the same."""

from search.models.index import Document, Posting, Term
from search.models.synonyms import Synonyms

__all__ = ["Document", "Posting", "Synonyms", "Term"]

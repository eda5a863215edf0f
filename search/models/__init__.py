"""The index, the words that the secretariat says are the same, what was read in files, and what is looked for again."""

from search.models.files import FileText
from search.models.index import Document, Posting, Term
from search.models.saved import SavedSearch
from search.models.synonyms import Synonyms

__all__ = ["Document", "FileText", "Posting", "SavedSearch", "Synonyms", "Term"]

"""The words of an attached file: PDF, DOCX, ODT."""

from search.files.reading import KINDS, Read, kind_of, read
from search.models.files import State

__all__ = ["KINDS", "Read", "State", "kind_of", "read"]

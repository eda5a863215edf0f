"""The words of an attached file: PDF, DOCX, ODT."""

from search.files.reading import KINDS, Read, State, kind_of, read

__all__ = ["KINDS", "Read", "State", "kind_of", "read"]

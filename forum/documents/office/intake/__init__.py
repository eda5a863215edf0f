"""A DOCX or ODT that somebody brings as text: what it is by its content, its lines, and what is not taken from it."""

from forum.documents.office.intake.kinds import MOST_MB, kind_of
from forum.documents.office.intake.lines import BULLET, Line, Look
from forum.documents.office.intake.reading import Brought, read_office_text

__all__ = ["BULLET", "MOST_MB", "Brought", "Line", "Look", "kind_of", "read_office_text"]

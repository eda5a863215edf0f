"""How far the correction of circulated minutes has come."""

from minutes.reading.corrections.annex import Objection, annex_of, objection_of
from minutes.reading.corrections.standing import (
    Progress,
    all_corrections_of,
    circulation_of,
    corrections_of,
    last_editor_key,
    progress_of,
)

__all__ = [
    "Objection",
    "Progress",
    "all_corrections_of",
    "annex_of",
    "circulation_of",
    "corrections_of",
    "last_editor_key",
    "objection_of",
    "progress_of",
]

"""Where changes of a version come from, and from which decisions of meetings a draft and its comments come."""

from decrees.reading.sources.changes import (
    Suggestions,
    changes_of,
    sources_of,
    unattributed_changes,
    unfulfilled_commitments,
    version_before,
)

__all__ = [
    "Suggestions",
    "changes_of",
    "sources_of",
    "unattributed_changes",
    "unfulfilled_commitments",
    "version_before",
]

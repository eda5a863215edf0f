"""What changed between two drafts of a decree: clause by clause, then word by word.

Pure: two Documents in, frozen values out; no Django.
"""

from .comparing import compare
from .hunks import Hunk, apply, hunks, hunks_of
from .values import Change, Detail, Op, Redline, Segment, State, Summary

__all__ = [
    "Change",
    "Detail",
    "Hunk",
    "Op",
    "Redline",
    "Segment",
    "State",
    "Summary",
    "apply",
    "compare",
    "hunks",
    "hunks_of",
]

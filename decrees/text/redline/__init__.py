"""What changed between two drafts of a decree: clause by clause, then word by word.

Pure: two Documents in, frozen values out; no Django.
"""

from decrees.text.redline.comparing import compare
from decrees.text.redline.hunks import Hunk, apply, hunks, hunks_of, is_white_space
from decrees.text.redline.relocations import Relocation, relocations
from decrees.text.redline.together import Together, Way, together
from decrees.text.redline.values import Change, Detail, Op, Redline, Segment, State, Summary

__all__ = [
    "Change",
    "Detail",
    "Hunk",
    "Op",
    "Redline",
    "Relocation",
    "Segment",
    "State",
    "Summary",
    "Together",
    "Way",
    "apply",
    "compare",
    "hunks",
    "hunks_of",
    "is_white_space",
    "relocations",
    "together",
]

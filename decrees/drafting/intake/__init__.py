"""The whole text of a decree as people write it, with its numbers and labels, becomes the blocks of a draft. Pure.

A file and pasted words go the same way: `typed_lines` makes of a file what somebody might have typed, `read_decree`
reads that. Every word stands in a block, in the copies, or among what is not used.
"""

from decrees.drafting.intake.reading import Relabelled, Taken, read_decree
from decrees.drafting.intake.typed import typed_lines

__all__ = ["Relabelled", "Taken", "read_decree", "typed_lines"]

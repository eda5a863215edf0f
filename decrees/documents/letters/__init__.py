"""Letters as files: what they are by their content, and what is read in them."""

from decrees.documents.letters.kinds import KINDS, kind_of
from decrees.documents.letters.reading import Problem, Read, read

__all__ = ["KINDS", "Problem", "Read", "kind_of", "read"]

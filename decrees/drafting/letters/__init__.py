"""A letter with an organisation's position: cut into points, each offered the clauses that it may be about. Pure.

What leaves here is the whole letter: every word stands in exactly one part, whatever role that part was given.
"""

from decrees.drafting.letters.cutting import cut, reread
from decrees.drafting.letters.matching import Offer, Offers, Why, offers
from decrees.drafting.letters.pieces import Look, Part, Piece, Role, row
from decrees.drafting.letters.plain import from_text

__all__ = ["Look", "Offer", "Offers", "Part", "Piece", "Role", "Why", "cut", "from_text", "offers", "reread", "row"]

"""Where a comment stands whose proposed wording was taken into the text. Pure."""

from decrees.drafting.proposals import new_words, places_of, tidy
from decrees.text import Document, find
from decrees.text.anchoring.targets import Target

_MARKS = ".,;:)"


def adopted_target(
    new: Document, clause_id: str, before: str, after: str, proposed: str, *, stood: Target, found: Target
) -> Target | None:
    """On the words that were put in for it, or on the whole clause if some were only struck out. Nowhere, if its clause
    was struck out.

    `stood` is where it was on the version before, `found` what the machine says of this one. None where there is doubt:
    somebody has put it elsewhere meanwhile, or the words do not stand in their clause word for word, and once.
    """
    if stood.clause != clause_id:
        return None
    clause = find(new, clause_id)
    if clause is None or not after:
        return _struck(clause_id if clause else "", clause.text if clause else "", after, found)
    at = list(places_of(clause.text, after))
    if len(at) != 1:
        return None
    if stood.start is None:
        return Target(clause_id)
    start, end = (at[0] + each for each in new_words(before, after))
    return _on_words(clause_id, clause.text, start, end, tidy(proposed), found)


def _struck(clause_id: str, text: str, after: str, found: Target) -> Target | None:
    """Words that stand elsewhere by now, or others in their place, were not struck out."""
    if after or text:
        return None
    return Target(clause_id) if clause_id or not found.clause else None


def _on_words(clause_id: str, text: str, start: int, end: int, proposed: str, found: Target) -> Target:
    if start == end and not proposed:
        return Target(clause_id)
    # Marks at the ends of a word are no part of what was proposed.
    marks = len(text[start:end]) - len(text[start:end].rstrip(_MARKS))
    places = places_of(text, proposed) if proposed else iter(())
    ends = ((at, at + len(proposed)) for at in places)
    around = [Target(clause_id, *each) for each in ends if each[0] <= start and end - marks <= each[1]]
    if len(around) == 1:
        return around[0]
    if found.clause == clause_id and (found.start or 0) <= start and end <= (found.end or 0):
        return found
    return Target(clause_id, start, end) if start < end else Target(clause_id)

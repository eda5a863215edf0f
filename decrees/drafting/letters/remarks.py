"""What a point becomes as a comment on a clause: the words that it quotes there, a wording for them, and the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from decrees.text import normalise
from decrees.text.folding import fold_in_place, without_space

_ENDS = ".,;:"
# Stored with the comment, so Indonesian for every reader.
QUOTED, PROPOSED, PROPOSED_FOR = "Dikutip: “{}”", "Usulan rumusan: “{}”", "Usulan rumusan {}: “{}”"
STRUCK = "dihapus"


@dataclass(frozen=True, slots=True)
class Remark:
    """`start` is None where it is about the whole clause; `proposed` replaces the quote or else the clause, `beside`
    the further clauses that it names."""

    text: str
    start: int | None = None
    end: int | None = None
    proposed: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)


def remark(clause: str, *, said: str, passage: str, wording: str | None, may_propose: bool = True) -> Remark:
    """`clause` is the text of it. Nothing of the point is left out: what cannot be tied to words of the clause, or may
    not be proposed, is said."""
    found = locate(clause, passage)
    start, end = found or (None, None)
    rest = [said]
    if passage and found is None:
        rest.append(QUOTED.format(normalise(passage)))
    unchanged = wording is not None and normalise(wording) == (clause[start:end] if found else clause)
    tied = wording is not None and may_propose and not unchanged and (found is not None or not passage)
    if wording is not None and not tied:
        rest.append(PROPOSED.format(normalise(wording) or STRUCK))
    if found == (0, len(clause)):
        start = end = None
    return Remark("\n".join(filter(None, rest)), start, end, wording if tied else None)


def beside(first: Remark, wordings: Iterable[tuple[str, str, str, str]], *, may_propose: bool = True) -> Remark:
    """`wordings` for further clauses: (id of the clause, how it is cited, its text, what is proposed). Nothing is left
    out here either."""
    asked, tied, rest = list(wordings), {}, [first.text]
    for clause, place, words, wording in asked:
        if may_propose and normalise(wording) != words:
            tied[clause] = wording
        else:
            rest.append(PROPOSED_FOR.format(place, normalise(wording) or STRUCK))
    return replace(first, text="\n".join(filter(None, rest)), beside=tied)


def locate(clause: str, passage: str) -> tuple[int, int] | None:
    """Where the words stand in the clause, if just once; letter case, kinds of quotes and a last stop are ignored."""
    wanted = fold_in_place(normalise(passage))
    folded = fold_in_place(clause)
    for words in dict.fromkeys([wanted, wanted.rstrip(_ENDS)]):
        if words and folded.count(words) == 1:
            at = folded.index(words)
            whole = folded[at:].strip(_ENDS) == words.strip(_ENDS) and at == 0
            return (0, len(clause)) if whole else (at, at + len(words))
    return None


def stands_in(words: str, *said: str) -> bool:
    """Whether all that is said stands in the words of the point, but for spaces, letter case and kinds of quotes."""
    letters = without_space(fold_in_place(words))
    return all(without_space(fold_in_place(one)) in letters for one in said)

"""What a word means that nobody wrote: the nearest that stands in something that the reader may find."""

from collections.abc import Iterable, Mapping, Sequence

from search.reading.access import Condition
from search.reading.scoring import Known, known
from search.reading.vocabulary import VOCABULARY
from search.text.questions import TYPO, Asked, related
from search.text.spelling import near
from search.text.words import words


def correct(unknown: Sequence[Asked], readable: Condition) -> dict[str, Known]:
    """Gives each word the terms of those that it may be; returns these. No word of a text that is kept from the reader
    is among them."""
    looked_for = [one for one in unknown if not one.must]
    near_by = {one.word: near(one.word, VOCABULARY.current()) for one in looked_for}
    kin = {other: _kin(other) for others in near_by.values() for group in others for other in group}
    terms = known([*kin, *(term for some in kin.values() for term in some)], readable)
    for one in looked_for:
        one.meant = next(filter(None, (_known(group, terms) for group in near_by[one.word])), [])
        for other in one.meant:
            one.add(other, TYPO)
            for term in kin[other]:
                one.add(term, TYPO // 2)
    return terms


def meant(question: str, asked: Iterable[Asked]) -> str:
    """The question with the words that were probably meant; empty if all were understood."""
    better = {one.word: one.meant[0] for one in asked if one.meant}
    text, at = "", 0
    for word in words(question) if better else ():
        text += question[at : word.start] + better.get(word.text, question[word.start : word.end])
        at = word.end
    return text + question[at:] if better else ""


def _known(group: Iterable[str], terms: Mapping[str, Known]) -> list[str]:
    """Those that stand more often first."""
    return sorted((one for one in group if one in terms), key=lambda one: (-terms[one].count, one))


def _kin(word: str) -> list[str]:
    return [term for said in words(word) for term in related(said)]

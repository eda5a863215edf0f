"""Finds in a text the words that name a clause: "diktum KEDUA huruf b", "Lampiran I dan Lampiran III". Pure.

Clauses of other laws ("Pasal 5 huruf a", "Lampiran II Undang-Undang …") are not ours, and are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from decrees.text import ordinal

_ORDINALS = "|".join(re.sub(" ", r"\\s+", ordinal(n)) for n in range(199, 0, -1))
_JOINT = r"(?:dan/atau|dan|atau|serta|sampai\s+dengan|s\.d\.|s/d)"
_LABELS = {
    "diktum": rf"(?i:{_ORDINALS})(?!\w)",
    "huruf": r"(?!(?:di|ke)\b)[a-z]{1,2}(?![\w/])",
    "lampiran": r"[IVXLC]+(?!\w)",
    "angka": r"\d+(?!\w)",
}
_MENTION = re.compile(
    rf"""\b(?:(?P<diktum>(?i:diktum))\s+(?P<diktum_label>{_LABELS["diktum"]})
    |(?P<huruf>[Hh]uruf)\s+(?P<huruf_label>{_LABELS["huruf"]})
    |(?P<lampiran>(?i:lampiran))\s+(?P<lampiran_label>{_LABELS["lampiran"]})
    |(?P<annex>Lampiran)(?!\w)
    |(?P<angka>[Aa]ngka)\s+(?P<angka_label>{_LABELS["angka"]})
    |(?P<recital>(?i:menimbang|konsiderans?)\b)
    |(?P<citation>(?i:mengingat)\b)
    |(?P<regard>Memperhatikan\b)
    |(?P<foreign>(?i:pasal\s+\d+\w*|ayat\s*\(\w+\)|bab\s+[IVXLC]+\b|bagian\s+ke\w+)))""",
    re.VERBOSE,
)
_NEXT = {
    word: re.compile(rf"(?:\s*,\s*(?:{_JOINT}\s+)?|\s+{_JOINT}\s+)(?P<label>{label})")
    for word, label in _LABELS.items()
}
_LINK = re.compile(rf"\s*(?:,\s*)?(?:{_JOINT}\s+)?(?:(?:pada|dalam|dari)\s+)?")
# "Keputusan Bupati ini" is this one; any other law that follows owns the clause.
_OTHER_LAW = re.compile(
    r"\s+(?:(?:pada|dalam|dari)\s+)?(?:Undang-Undang|Peraturan|Keputusan|Instruksi|Surat|Perjanjian)\b"
    r"(?!(?:\s+[\w-]+){0,4}?\s+ini\b)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`word` is diktum, huruf, lampiran or angka; the label stands at `label_start`, and is "" in a bare "Lampiran".
    `of` are the words around that say where to look for a letter or number."""

    word: str
    label: str
    start: int
    end: int
    label_start: int
    of: "tuple[Mention, ...]" = ()


def _mention(match: re.Match[str]) -> Mention:
    word = match.lastgroup or ""
    word = word.removesuffix("_label")
    if word == "annex":
        return Mention("lampiran", "", match.start(), match.end(), match.end())
    if word not in _LABELS:
        return Mention(word, "", match.start(), match.end(), match.end())
    label = f"{word}_label"
    return Mention(word, match[label], match.start(), match.end(), match.start(label))


def _with_list(text: str, first: Mention) -> Iterator[Mention]:
    """ "huruf a, b, dan c" names three."""
    yield first
    pattern = _NEXT.get(first.word)
    at = first.end
    while pattern and first.label and (match := pattern.match(text, at)):
        if match["label"].isupper() != first.label.isupper():
            return
        at = match.end()
        yield Mention(first.word, match["label"], match.start("label"), at, match.start("label"))


def _chains(text: str) -> Iterator[list[Mention]]:
    """Mentions with nothing but a comma or "dan" between them."""
    found = [mention for match in _MENTION.finditer(text) for mention in _with_list(text, _mention(match))]
    chain = found[:1]
    for before, mention in pairwise(found):
        if not _LINK.fullmatch(text, before.end, mention.start):
            yield chain
            chain = []
        chain.append(mention)
    if chain:
        yield chain


_PLACES = frozenset({"diktum", "lampiran", "recital", "citation", "regard"})


def _placed(chain: Sequence[Mention]) -> Iterator[Mention]:
    """Letters and numbers with the place they belong to: "diktum KEDUA huruf b", or "huruf b diktum KEDUA"."""
    follows = chain[0].word not in _PLACES
    for at, mention in enumerate(chain):
        near = chain[at + 1 :] if follows else chain[at::-1]
        place = next((other for other in near if other.word in _PLACES), None)
        if mention.word in _LABELS:
            own = mention.word in ("diktum", "lampiran") or place is None
            yield mention if own else Mention(*_values(mention), of=(place,) if place else ())


def _values(mention: Mention) -> tuple[str, str, int, int, int]:
    return mention.word, mention.label, mention.start, mention.end, mention.label_start


def companies(text: str) -> Iterator[list[Mention]]:
    """The mentions of a text, each list of them for itself."""
    for chain in _chains(text):
        foreign = any(mention.word == "foreign" for mention in chain)
        if not foreign and not _OTHER_LAW.match(text, chain[-1].end):
            yield list(_placed(chain))


def mentions(text: str) -> Iterator[Mention]:
    for company in companies(text):
        yield from company

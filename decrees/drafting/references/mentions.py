"""Finds in a text the words that name a clause: "diktum KEDUA huruf b", "Lampiran I dan Lampiran III". Pure.

Clauses of other laws ("Pasal 5 huruf a", "Lampiran II Undang-Undang …") are not ours. Where a text leaves open whose
clause it names, and where it names one in a spelling that is not followed, `unfollowed` says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from decrees.drafting.references.laws import Owner, owner

# "KEDUA BELAS", "KEDUABELAS", "KE-DUA", to 199; the first is also called PERTAMA. The longer come before what they
# begin with. All 199 written out would take long to compile, at each start of each process.
_TWO_TO_NINE = "DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN"
_TENS = rf"(?:{_TWO_TO_NINE})\s*(?:PULUH(?:\s*(?:SATU|{_TWO_TO_NINE}))?|BELAS)|SEBELAS|SEPULUH|SATU|{_TWO_TO_NINE}"
_ORDINALS = rf"KE[\s-]*(?:SERATUS(?:\s*(?:{_TENS}))?|{_TENS})"
_JOINT = r"(?:dan/atau|dan|atau|serta|maupun|hingga|sampai(?:\s+dengan)?|s\.d\.?|s/d|&)"
_DASH = r"\s*[-–—]\s*"
_LABELS = {
    "diktum": rf"(?i:{_ORDINALS}|PERTAMA)(?!\w)",
    "huruf": r"(?!(?:di|ke)\b)[a-z]{1,2}(?![\w/])",
    "lampiran": r"[IVXLC]+(?!\w)",
    "angka": r"\d+(?!\w)",
}
# A small "lampiran" without a number is a plain word unless the words around say that it is the annex.
_THE_ANNEX = (
    r"Lampiran(?!\w)(?!\s+ini\b)|LAMPIRAN(?!\w)"
    r"|(?<=tercantum\sdalam\s)lampiran(?!\w)(?!\s+ini\b)|(?<=tercantum\spada\s)lampiran(?!\w)(?!\s+ini\b)"
    r"|lampiran(?=\s+(?i:keputusan)\b[^.;:]{0,150}?\sini\b)|lampiran(?=\s+yang\s+merupakan\s+bagian\b)"
)
_MENTION = re.compile(
    rf"""\b(?:(?P<diktum>(?i:di[kc]tum))\s+(?P<diktum_label>{_LABELS["diktum"]})
    |(?P<huruf>[Hh]uruf)\s+\(?(?P<huruf_label>{_LABELS["huruf"]})
    |(?P<lampiran>(?i:lampiran))\s+(?P<lampiran_label>{_LABELS["lampiran"]})
    |(?P<annex>{_THE_ANNEX})
    |(?P<angka>[Aa]ngka)\s+(?P<angka_label>{_LABELS["angka"]})
    |(?P<recital>(?i:menimbang|konsiderans?)\b)
    |(?P<citation>(?i:mengingat)\b)
    |(?P<regard>Memperhatikan\b)
    |(?P<foreign>(?i:pasal\s+\d+\w*|ayat\s*\(\w+\)|bab\s+[IVXLC]+\b|bagian\s+ke\w+)))""",
    re.VERBOSE,
)
_NEXT = {
    word: re.compile(rf"\)?(?:\s*,\s*(?:{_JOINT}\s+)?|\s+{_JOINT}\s+|{_DASH})\(?(?P<label>{label})")
    for word, label in _LABELS.items()
}
_LINK = re.compile(rf"\)?(?:{_DASH}|\s*,)?\s*(?:{_JOINT}\s+)?(?:(?:pada|dalam|dari)\s+)?\(?")
_COUNTED = r"(?:ke-?\s?\d+|\d+(?!\s*(?:\(|lembar|berkas|halaman|rangkap)))"
# Spellings of what is probably a reference, which no label of a clause is written in.
_UNREAD = re.compile(
    rf"""\b(?:(?i:di[kc]tum)\s+(?:{_COUNTED}|[IVXLC]+)
    |(?i:lampiran)[\s-]+(?:{_COUNTED}|(?i:{_ORDINALS}|PERTAMA)|[ivx]+|(?-i:[A-Z]))
    |(?i:butir|poin|point)\s+\(?(?:[A-Za-z]|\d+)\)?
    |(?:[Hh]uruf|HURUF)\s+\(?(?:[A-Z]|[a-z]/[a-z])\)?
    |(?:(?<=dalam\s)|(?<=pada\s)|(?<=dari\s))(?:{_ORDINALS})
    |(?<!PIHAK\s)(?:{_ORDINALS})(?:\s+(?:sampai\s+dengan|s\.d\.?|s/d)\s+|{_DASH})(?:{_ORDINALS}))(?!\w)""",
    re.VERBOSE,
)
# Rows of a table bear numbers too; these do not follow.
_ROW = re.compile(
    r"\b(?i:nomor(?:\s+urut)?\s+\d+\s+lampiran)(?:\s+[IVXLC]+)?(?!\w)"
    r"|\b(?i:lampiran)(?:\s+[IVXLC]+)?,?\s+(?i:nomor)(?:\s+(?i:urut))?\s+\d+(?!\w|\s+(?i:tahun))"
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


class Doubt(StrEnum):
    """Why a number does not follow its clause."""

    OWNER = "owner"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Unfollowed:
    start: int
    end: int
    doubt: Doubt


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


def _owned(text: str, opening: str) -> Iterator[tuple[Owner, list[Mention]]]:
    for chain in _chains(text):
        whose = owner(text[: chain[0].start], text[chain[-1].end :], opening)
        words = {mention.word for mention in chain}
        if "foreign" not in words:
            yield whose, list(_placed(chain))
        elif whose is not Owner.OTHER and words & {"diktum", "lampiran"}:
            yield Owner.UNSURE, list(_placed(chain))


def companies(text: str, opening: str = "") -> Iterator[list[Mention]]:
    """The mentions of a text, each list of them for itself. `opening` are the words above the clause."""
    for whose, company in _owned(text, opening):
        if whose is Owner.OWN:
            yield company


def mentions(text: str, opening: str = "") -> Iterator[Mention]:
    for company in companies(text, opening):
        yield from company


def unfollowed(text: str, opening: str = "") -> Iterator[Unfollowed]:
    """Words that may name a clause of this decree, and whose number nobody changes by itself."""
    for whose, company in _owned(text, opening):
        named = [mention for mention in company if mention.word != "angka" or mention.of]
        if whose is Owner.UNSURE and named:
            yield Unfollowed(named[0].start, named[-1].end, Doubt.OWNER)
    for match in _unread(text):
        if owner(text[: match.start()], text[match.end() :], opening) is not Owner.OTHER:
            yield Unfollowed(*match.span(), Doubt.SPELLING)


def _unread(text: str) -> Iterator[re.Match[str]]:
    read = [range(mention.start, mention.end) for chain in _chains(text) for mention in chain if mention.label]
    yield from _ROW.finditer(text)
    for match in _UNREAD.finditer(text):
        if not any(match.start() in span or match.end() - 1 in span for span in read):
            yield match

"""Roots of an Indonesian word, by its affixes and without a dictionary.

Where the spelling leaves open what the root is, all that it can be are given: `menetapkan` is from `tetap` or `netap`.
Two words are kin if they share one. Snowball's stemmer chooses one, and chooses wrongly where it matters: `etap` for
`menetapkan`, `tetap` for `ditetapkan`, `masu` for `masukan`, `bupat` for `bupati`.

>>> stems("menetapkan") & stems("ditetapkan")
frozenset({'tetap'})
"""

import re
from collections.abc import Iterator

from search.text.data import SPELLINGS, WHOLE

SHORTEST, LONGEST, DEPTH = 4, 30, 3
_VOWELS = "aeiou"
_LETTERS = re.compile(r"[a-z]+")
_ADDED = (re.compile(r"(?:lah|kah)$"), re.compile(r"(?:nya|ku|mu)$"))
# Prefix, what the rest must begin with, and which letters may have been lost before the rest.
_PREFIXES: list[tuple[re.Pattern[str], tuple[str, ...]]] = [
    (re.compile(rf"[mp]eng(?=[{_VOWELS}])"), ("", "k")),
    (re.compile(r"[mp]enge(?=...$)"), ("",)),
    (re.compile(r"[mp]eng(?=[ghkq])"), ("",)),
    (re.compile(rf"[mp]eny(?=[{_VOWELS}])"), ("s",)),
    (re.compile(rf"[mp]em(?=[{_VOWELS}])"), ("p", "m")),
    (re.compile(r"[mp]em(?=[bfpv])"), ("",)),
    (re.compile(rf"[mp]en(?=[{_VOWELS}])"), ("t", "n")),
    (re.compile(r"[mp]en(?=[cdjstz])"), ("",)),
    (re.compile(r"me(?=[lrwy])"), ("",)),
    (re.compile(r"pe(?=[lrwytksdbgjc])"), ("",)),
    (re.compile(rf"(?:ber|per|ter)(?=[{_VOWELS}])"), ("", "r")),
    (re.compile(rf"(?:ber|per|ter)(?=[^{_VOWELS}])"), ("",)),
    (re.compile(rf"be(?=[^{_VOWELS}]er)"), ("",)),
    (re.compile(r"[bp]el(?=ajar)"), ("",)),
    (re.compile(r"di"), ("",)),
]
_AROUND = re.compile(r"ke(?=....)")  # only with -an


def stems(word: str) -> frozenset[str]:
    """Roots that the word can have; itself, in its usual spelling, if it has no affix."""
    if not SHORTEST <= len(word) <= LONGEST or not _LETTERS.fullmatch(word):
        return frozenset([SPELLINGS.get(word, word)])
    found: set[str] = set()
    for base in _bare(word):
        found.update(SPELLINGS.get(root, root) for root in _roots(base))
    return frozenset(found)


def _bare(word: str) -> Iterator[str]:
    """With and without what is only added to stress a word, or to say whose it is: `rapatnyalah`, `rapatnya`, `rapat`;
    but `masalah`."""
    yield word
    for ending in _ADDED:
        shorter = ending.sub("", word)
        if word not in WHOLE and shorter != word and len(shorter) >= SHORTEST - 1:
            word = shorter
            yield word


def _roots(word: str) -> set[str]:
    if word in WHOLE:
        return {word}
    found: set[str] = set()
    for ending in ("kan", "an", "i"):
        shorter = word.removesuffix(ending)
        if shorter != word:
            found |= _with_suffix(shorter, ending)
    if not found or word.endswith("i"):
        found |= _without_prefix(word, suffixed=False)
    return found


def _with_suffix(shorter: str, ending: str) -> set[str]:
    if ending == "an" and _AROUND.match(shorter):
        return _without_prefix(shorter[2:], suffixed=True)
    roots = _without_prefix(shorter, suffixed=True)
    if roots != {shorter}:
        return roots
    return set() if ending == "i" or len(shorter) < SHORTEST else roots


def _without_prefix(word: str, *, suffixed: bool, depth: int = DEPTH) -> set[str]:
    if word in WHOLE or not depth:
        return {word}
    found: set[str] = set()
    for prefix, lost in _PREFIXES:
        begins = prefix.match(word)
        if begins is None:
            continue
        rest = word[begins.end() :]
        short = (suffixed and depth == DEPTH) or prefix.pattern[0] == "[" or rest[:1] in _VOWELS
        for letter in lost:
            if len(letter + rest) >= (SHORTEST - 1 if short else SHORTEST):
                found |= _without_prefix(letter + rest, suffixed=suffixed, depth=depth - 1)
    return found or {word}

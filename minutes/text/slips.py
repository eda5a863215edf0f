"""What is a plain slip of the pen: other letters, and the same sense.

A machine cannot tell the sense, so the rule is narrow: no digit, number word, negation or abbreviation changes; a word
keeps most of its letters; the order of the words stays, and none comes or goes but one that stood twice. Punctuation,
capitals and white space are free. Whatever else is wrong is corrected by reopening the minutes.
"""

import difflib
import re
from enum import StrEnum

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
MOST = 3  # letters that differ in one word
_FULL = """
nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus seratus ribu seribu
juta miliar milyar triliun pertama kesatu kedua ketiga setengah separuh semua seluruh sebagian tidak tak tiada
bukan belum jangan tanpa kecuali hanya wajib harus dapat boleh dilarang setuju menolak tolak terima menerima ya
dan atau januari februari maret april mei juni juli agustus september oktober november desember senin selasa
rabu kamis jumat sabtu minggu
"""
FULL = frozenset(_FULL.split())


class Refusal(StrEnum):
    NOTHING = "nothing"
    NUMBER = "number"
    SENSE = "sense"
    WORDS = "words"
    FAR = "far"


def refusal_of(before: str, after: str) -> Refusal | None:
    """Why this is no slip of the pen; None if it is one."""
    if before == after:
        return Refusal.NOTHING
    old, new = _WORD.findall(before), _WORD.findall(after)
    if re.findall(r"\d", before) != re.findall(r"\d", after):
        return Refusal.NUMBER
    if _figures(before) != _figures(after):
        return Refusal.NUMBER
    matcher = difflib.SequenceMatcher(a=[w.casefold() for w in old], b=[w.casefold() for w in new], autojunk=False)
    found = (_refusal(tag, old, new, at) for tag, *at in matcher.get_opcodes() if tag != "equal")
    return next(filter(None, found), None)


def _figures(text: str) -> list[str]:
    """Numbers with what stands inside: 1.250 is no 12.50."""
    return re.findall(r"\d+(?:[.,:/-]\d+)*", text)


def _refusal(tag: str, old: list[str], new: list[str], at: list[int]) -> Refusal | None:
    gone, come = old[at[0] : at[1]], new[at[2] : at[3]]
    if any(word.casefold() in FULL for word in (*gone, *come)):
        return Refusal.SENSE
    if tag == "delete":
        return None if _stood_twice(old, at[0], at[1]) else Refusal.WORDS
    if tag == "insert":
        return Refusal.WORDS
    if any(word.isupper() and len(word) > 1 for word in (*gone, *come)):
        return Refusal.SENSE
    before, after = "".join(gone).casefold(), "".join(come).casefold()
    if before == after:
        return None  # a space too many, or too few
    if len(gone) != len(come):
        return Refusal.WORDS
    pairs = zip(gone, come, strict=True)
    return None if all(_alike(one.casefold(), other.casefold()) for one, other in pairs) else Refusal.FAR


def _stood_twice(words: list[str], start: int, end: int) -> bool:
    folded, many = [word.casefold() for word in words], end - start
    return folded[start:end] in (folded[max(0, start - many) : start], folded[end : end + many])


def _alike(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    if longest < 4:
        return sorted(one) == sorted(other)
    return distance(one, other) <= min(MOST, longest // 3)


def distance(one: str, other: str) -> int:
    """How many letters are put in, left out, exchanged or swapped with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]

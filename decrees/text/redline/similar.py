"""Comments that say much the same, so that one answer can serve them: groups for a person to confirm. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from decrees.text.folding import words

# Out of 100. On the same passage few words in common will do; elsewhere in the clause more; in another clause only
# the same letter sent again (by several members of an organisation, say).
SAME_PASSAGE = 55.0
SAME_CLAUSE = 70.0
ANYWHERE = 90.0
# Shorter than this, the words of a comment say nothing about what it asks ("Setuju", "Mohon diperjelas").
TELLING = 3
_STOP = """
ada adalah agar akan aku anda antara apa apakah atas atau bagi bahwa bapak beberapa belum bisa bukan dalam dan
dapat dari daripada dengan di dia guna hal hanya harap harus hingga ia ibu ini itu jadi jika juga kalau kami
kalian karena ke kepada ketika kita lagi lain lalu lebih maka masih mereka merupakan mohon namun oleh pada para
perlu saat sebagai sebaiknya sebuah secara sehingga sejak seperti serta setiap sudah supaya tapi telah tentang
terhadap tersebut tetapi tolong untuk usul usulan ya yaitu yang
"""
STOP_WORDS = frozenset(_STOP.split())


class Remark(NamedTuple):
    """A comment as it is compared; `start` to `end` is its passage in the clause."""

    id: str
    clause_id: str
    start: int
    end: int
    text: str


def _key(text: str) -> str:
    """The telling words. "tidak" is one: it turns a comment into its opposite."""
    return " ".join(word for word in words(text) if word not in STOP_WORDS)


def _turns(key: str) -> int:
    return sum(word in {"tidak", "tanpa", "jangan", "hapus", "dihapus", "menolak", "tolak"} for word in key.split())


def _needed(one: Remark, other: Remark, *, nearly_the_same: bool) -> float:
    if nearly_the_same or one.clause_id != other.clause_id:
        return ANYWHERE
    return SAME_PASSAGE if one.start < other.end and other.start < one.end else SAME_CLAUSE


def _are_alike(one: Remark, other: Remark, keys: dict[str, str], *, nearly_the_same: bool) -> bool:
    if nearly_the_same and one.clause_id != other.clause_id:
        return False
    a, b = keys[one.id], keys[other.id]
    if a == b:
        return bool(a) and (one.clause_id == other.clause_id or len(a.split()) >= TELLING)
    if min(len(a.split()), len(b.split())) < TELLING or bool(_turns(a)) != bool(_turns(b)):
        return False
    # A comment held in a longer one is like it, unless the longer one says far more.
    score = (token_set_ratio(a, b) + token_sort_ratio(a, b)) / 2
    return score >= _needed(one, other, nearly_the_same=nearly_the_same)


def _candidates(remarks: Sequence[Remark], keys: dict[str, str]) -> Iterable[tuple[Remark, Remark]]:
    """Of one clause, each with each; between clauses only those that share a rare word."""
    clauses: dict[str, list[Remark]] = defaultdict(list)
    use = Counter(word for remark in remarks for word in set(keys[remark.id].split()))
    rare: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        clauses[remark.clause_id].append(remark)
        for word in sorted(set(keys[remark.id].split()), key=lambda word: (use[word], word))[:3]:
            rare[word].append(remark)
    for together in (*clauses.values(), *rare.values()):
        yield from combinations(together, 2)


def groups(comments: Iterable[tuple[str, str, int, int, str]], *, nearly_the_same: bool = False) -> list[list[str]]:
    """Ids of like comments, groups and members in the order given; a comment like no other is in none. Every member
    is like the first of its group: likeness is not passed on from one to the next. `nearly_the_same`: only the same
    letter about the same clause, sent again by others."""
    remarks = [Remark(*comment) for comment in comments]
    keys = {remark.id: _key(remark.text) for remark in remarks}
    place = {remark.id: at for at, remark in enumerate(remarks)}
    like: dict[str, set[str]] = defaultdict(set)
    for one, other in _candidates(remarks, keys):
        seen = other.id in like[one.id]
        if not seen and _are_alike(one, other, keys, nearly_the_same=nearly_the_same):
            like[one.id].add(other.id)
            like[other.id].add(one.id)
    found, grouped = [], set[str]()
    for remark in remarks:
        members = sorted({remark.id, *like[remark.id]} - grouped, key=place.__getitem__)
        if remark.id not in grouped and len(members) > 1:
            found.append(members)
            grouped.update(members)
    return found

"""Organisations and people that may have been entered twice."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz, process

from forum.models import Organisation, Person
from forum.models.typed import folded

# Of 100: 'dan' for '&' is 94, 'Sumberejo' for 'Sumberrejo' 97; Bagian Umum and Bagian Hukum are 87.
ALIKE = 90
CONTAINED = 100  # every word of one is in the other: 'Badan Pendapatan', 'Badan Pendapatan Daerah'
NEAREST = 8
REGION = {"kab", "kabupaten", "kota", "pemkab", "pemkot"}
Pair = tuple[Any, Any]


def organisations_alike() -> list[Pair]:
    """Pairs, the older one first: alike in name, or with the same short name, mailbox or website."""
    found = list(Organisation.objects.standing().select_related("sector").order_by("pk"))
    pairs = _sharing(found, "short_name", "email", "website")
    names = [_name(one.name) for one in found]
    for at, name in enumerate(names):
        later = names[at + 1 :]
        near = process.extract(name, later, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NEAREST)
        near += process.extract(name, later, scorer=fuzz.token_set_ratio, score_cutoff=CONTAINED, limit=NEAREST)
        pairs |= {(found[at].pk, found[at + 1 + place].pk) for _name, _score, place in near}
    return _shown(found, pairs)


def people_alike() -> list[Pair]:
    """Pairs, the older one first: of the same name or email address."""
    found = list(Person.objects.standing().select_related("user").order_by("pk"))
    return _shown(found, _sharing(found, "name", "email"))


def _sharing(found: Iterable[Any], *names: str) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for name in names:
        same: defaultdict[str, list[int]] = defaultdict(list)
        for one in found:
            if word := folded(getattr(one, name)):
                same[word].append(one.pk)
        pairs |= {pair for keys in same.values() for pair in combinations(keys[:NEAREST], 2)}
    return pairs


def _shown(found: Iterable[Any], pairs: Iterable[tuple[int, int]]) -> list[Pair]:
    by_key = {one.pk: one for one in found}
    return [(by_key[first], by_key[second]) for first, second in sorted(pairs)]


def _name(text: str) -> str:
    """Without what one writes and another leaves out: 'Dinas Pariwisata & Budaya Kab. Bojonegoro'."""
    words = re.findall(r"\w+", text.casefold().replace("&", " dan "))
    return " ".join(word for word in words if word not in REGION)

"""Readers are counted, and nobody is followed: no cookie is set, and no address is kept.

That one address answers once a day is known by a mark in the cache: a fingerprint of the address with a salt of that
day. The salt is random, is written nowhere else and goes with the day; without it nobody can tell the address.
"""

import hashlib
import secrets

from django.core.cache import cache

from forum import clock
from forum.services import limits
from minutes.models import MinutesPage, ReaderCount

DAY = 24 * limits.HOUR
# Of one network: a whole office may stand behind one address.
VIEWS_AN_HOUR = 120


def count_view(minutes: MinutesPage, *, network: str) -> bool:
    """False beyond what a network reads in an hour."""
    is_counted = limits.count_use(f"views:{_mark(network)}", most=VIEWS_AN_HOUR)
    if is_counted:
        ReaderCount.objects.count_one(minutes=minutes, day=clock.today(), what=ReaderCount.What.READ)
    return is_counted


def count_answer(minutes: MinutesPage, level: ReaderCount.What, *, network: str) -> bool:
    """False if one came from this network today, whoever it was of those behind it."""
    is_first = limits.count_use(f"answer:{minutes.pk}:{_mark(network)}", most=1, within=DAY)
    if is_first:
        ReaderCount.objects.count_one(minutes=minutes, day=clock.today(), what=level)
    return is_first


def _mark(network: str) -> str:
    """The same for this network until the day is over."""
    today = clock.today().isoformat()
    key = f"forum.limit:salt:{today}"
    cache.add(key, secrets.token_hex(32), DAY)
    salt = cache.get(key) or ""  # only if it ran out between the two: then the mark is another one at the next call
    return hashlib.sha256(f"{salt} {today} {network}".encode()).hexdigest()[:32]

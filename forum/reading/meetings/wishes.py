"""How people with a login want lesser news of meetings: at once, in the mail of the day, or on the site only.

Invitations, new dates and cancellations are owed to those invited and are no matter of choice.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """Of one login. `by_mail`: not on the site only."""

    user: int
    at_once: bool
    by_mail: bool


# By the address of each login, in small letters; the choice is made in a room above.
FindWishes = Callable[[Collection[str]], dict[str, Wish]]
_wishes: list[FindWishes] = []


def register_wishes(find: FindWishes) -> None:
    _wishes[:] = [find]


def wishes_of(addresses: Iterable[str]) -> dict[str, Wish]:
    """An address that is nobody's login is not in it: it is told at once."""
    wanted = {address.lower() for address in addresses}
    return {address: wish for find in _wishes for address, wish in find(wanted).items()} if wanted else {}


def told_by_mail(addresses: Iterable[str]) -> list[str]:
    """At once or once a day."""
    addresses = list(addresses)
    never = {address for address, wish in wishes_of(addresses).items() if not wish.by_mail}
    return [one for one in addresses if one.lower() not in never]


def told_at_once(addresses: Iterable[str]) -> list[str]:
    addresses = list(addresses)
    later = {address for address, wish in wishes_of(addresses).items() if not wish.at_once}
    return [one for one in addresses if one.lower() not in later]

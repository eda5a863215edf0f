"""Whom an entry, a comment or a frame is for, as the ledger, the database and the live channel spell it."""

from typing import Protocol

PUBLIC, MEMBERS, SECRETARIAT = "public", "members", "secretariat"
ORGANISATION = "organisation:"


class HasKey(Protocol):
    @property
    def pk(self) -> int: ...


def organisation_audience(organisation: HasKey) -> str:
    return f"{ORGANISATION}{organisation.pk}"

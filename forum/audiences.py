"""Whom an entry, a comment or a frame is for, as the ledger, the database and the live channel spell it."""

import re
from typing import Protocol, Self

ORGANISATION = "organisation:"
_FORM = re.compile(r"public|members|secretariat|organisation:[1-9][0-9]{0,17}")


class HasKey(Protocol):
    @property
    def pk(self) -> int: ...


class Audience(str):
    """'public', 'members', 'secretariat' or 'organisation:<key>'. A string, so that the database stores it as it is."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError if no audience is spelled like that."""
        if not _FORM.fullmatch(text):
            raise ValueError(f"no audience: {text!r}")
        return cls(text)

    @classmethod
    def of(cls, organisation: HasKey) -> Self:
        """An organisation's own people."""
        return cls.of_key(organisation.pk)

    @classmethod
    def of_key(cls, organisation_id: int) -> Self:
        return cls.parse(f"{ORGANISATION}{organisation_id}")

    @property
    def organisation_id(self) -> int | None:
        return int(self.removeprefix(ORGANISATION)) if self.is_private else None

    @property
    def is_private(self) -> bool:
        """One organisation's own."""
        return self.startswith(ORGANISATION)

    @property
    def kind(self) -> str:
        """'organisation' for any of them."""
        return self.partition(":")[0]

    @property
    def reads(self) -> tuple["Audience", ...]:
        """The audiences whose entries somebody of this one reads; for an organisation's people only what is their own,
        beside what they read as the public or as members."""
        return _READS.get(self, (self,))

    def covers(self, other: str) -> bool:
        """Somebody of this audience reads what is for the other."""
        return other in self.reads

    @property
    def readers(self) -> tuple["Audience", ...]:
        """The audiences that read what is for this one."""
        return tuple(one for one in ROLES if one.covers(self)) or (self,)


PUBLIC, MEMBERS, SECRETARIAT = Audience("public"), Audience("members"), Audience("secretariat")
ROLES = (PUBLIC, MEMBERS, SECRETARIAT)
_READS = {PUBLIC: (PUBLIC,), MEMBERS: (PUBLIC, MEMBERS), SECRETARIAT: (PUBLIC, MEMBERS, SECRETARIAT)}

"""What of ours is treated in a system of others: by its tracking id there, or by an address. Knows no Django."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

LONGEST_LABEL, LONGEST_ADDRESS, MOST = 80, 300, 10
HTTPS = "https://"


@dataclass(frozen=True, slots=True)
class Link:
    """`system` is its code, `name` what it was called when this was typed. One of `number` and `address` is empty."""

    system: str
    name: str
    number: str = ""
    address: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """'LAPOR! 1234567 (jalan rusak)': for paper, lists and the search."""
        named = f"{self.name} {self.number or self.address.removeprefix(HTTPS)}"
        return f"{named} ({self.label})" if self.label else named

    @property
    def typed(self) -> str:
        """The line that says the same."""
        named = f"{self.name} {self.number or self.address}"
        return f"{named} – {self.label}" if self.label else named

    @property
    def key(self) -> tuple[str, str]:
        return self.system, self.number or self.address

    @property
    def plain(self) -> list[str]:
        """As digests cover it."""
        return [self.system, self.name, self.number or self.address, self.label]

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def stored_links(stored: Iterable[Mapping[str, Any]] | None) -> list[Link]:
    return [Link(**one) for one in stored or ()]


def links_in_words(stored: Iterable[Mapping[str, Any]] | None) -> str:
    return "; ".join(link.words for link in stored_links(stored))

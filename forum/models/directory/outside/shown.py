"""Links as they are shown: with the address to which they lead today. Nothing there is ever asked for by us."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from forum.models.directory.outside.links import Link
from forum.models.directory.outside.reading import systems_by_code


@dataclass(frozen=True, slots=True)
class ShownLink:
    """`url` is empty where the system leads nowhere with this id any more, or the id is blacked out."""

    link: Link
    url: str = ""
    full_name: str = ""

    @property
    def words(self) -> str:
        return self.link.words

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    def as_data(self) -> dict[str, Any]:
        """For other programs."""
        link = self.link
        return {"system": link.name, "id": link.number or None, "url": self.url or None, "label": link.label or None}


def shown_links(stored: Iterable[Mapping[str, Any] | Link] | None) -> list[ShownLink]:
    links = [one if isinstance(one, Link) else Link(**one) for one in stored or ()]
    systems = systems_by_code() if links else {}
    return [_shown(link, systems) for link in links]


def _shown(link: Link, systems: Mapping[str, Any]) -> ShownLink:
    system = systems.get(link.system)
    if system is None:
        return ShownLink(link)
    return ShownLink(link, system.address_of(link.number, link.address), system.name)

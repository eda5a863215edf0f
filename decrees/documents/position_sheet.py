"""A version to write on: every passage numbered as on the page, with a QR code to it and lines beside it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.core.cache import cache
from django.utils.safestring import SafeString

from decrees.models import Round, Version
from decrees.reading.layout import Place, all_places, lay_out
from decrees.text.place_names import cite_clauses
from forum.ledger import digest_of
from forum.models.pages import absolute_reverse
from forum.reading.attendance.qr import qr_code

# A printed line of text holds about so many letters; one to write on is so many times as high.
LETTERS, HIGHER, FEWEST = 46, 1.6, 3
SHORT_DIGEST = 16
KEPT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Line:
    """One passage. `rules` are the empty lines beside it."""

    number: int
    name: str
    kind: str
    label: str
    text: str
    cells: tuple[str, ...]
    url: str
    code: SafeString
    rules: range


@dataclass(frozen=True)
class Sheet:
    version: Version
    round: Round | None

    @property
    def lines(self) -> list[Line]:
        places = listed(self.version)
        urls = [f"{self.address}#k-{place.clause.id}" for place, _name in places]
        rows = zip(places, urls, self._codes(urls), strict=True)
        return [_line(place, name, url, code) for (place, name), url, code in rows]

    def _codes(self, urls: list[str]) -> list[SafeString]:
        """Drawing takes long and the version never changes; its address may."""
        key = f"decrees.paper:{self.version.digest}:{digest_of(self.address)}"
        return cache.get_or_set(key, lambda: [qr_code(url) for url in urls], KEPT_SECONDS) or []

    @cached_property
    def address(self) -> str:
        return absolute_reverse("decrees:version-detail", self.version.decree_id, self.version.number)

    @property
    def fingerprint(self) -> str:
        """Enough of the sha256 to tell one version from another by eye."""
        return self.version.digest[:SHORT_DIGEST]


def listed(version: Version) -> list[tuple[Place, str]]:
    """The passages of a version in the order of their numbers, each with the name that lawyers give it."""
    names = cite_clauses(version.document)
    laid_out, _lost = lay_out(version.document, [])
    return [(place, names.get(place.clause.id, place.clause.label)) for place in all_places(chain(*laid_out.values()))]


def _line(place: Place, name: str, url: str, code: SafeString) -> Line:
    clause = place.clause
    height = len(clause.text) / LETTERS + 2
    return Line(
        number=place.number,
        name=name,
        kind=place.kind,
        label=clause.label,
        text=clause.text,
        cells=clause.cells,
        url=url,
        code=code,
        rules=range(max(FEWEST, round(height / HIGHER))),
    )

"""A short series is drawn at once; a long one in the background, and kept as the ZIP of a meeting is: under a key of
all that is in it, to which only who may read all of that comes."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Protocol

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import QueryDict
from django_tasks import task

from forum.documents import RenderError, downloads
from forum.documents.model import Document, weight
from forum.models import User
from minutes.archive.series import Asked
from minutes.documents import kept_bundles
from minutes.views.series.paper import build_series

AT_ONCE = 60_000  # letters, and something for each part (`weight`)
MOST_CHARACTERS = 6_000_000
FAILED_FOR = 10 * 60  # seconds until it is tried again


class UndrawnError(Exception):
    """It cannot be drawn within the limits; in words that are translated where they are shown."""


class Paper(Protocol):
    """What is drawn, at once or in the background."""

    @property
    def document(self) -> Document: ...

    @property
    def key(self) -> str: ...

    def written(self, told: Callable[[int], None] = ...) -> IO[bytes]: ...

    def enqueue(self) -> None: ...


def key_of(document: Document, file_format: str) -> str:
    return hashlib.sha256(f"{file_format} {downloads.fingerprint(document)}".encode()).hexdigest()


def drawn(document: Document, file_format: str, told: Callable[[int], None]) -> IO[bytes]:
    """Raises RenderError."""
    content = downloads.draw(document, file_format, characters=MOST_CHARACTERS)
    told(1)
    return io.BytesIO(content)


@dataclass(frozen=True)
class Series:
    asked: Asked
    file_format: str

    @cached_property
    def document(self) -> Document:
        return build_series(self.asked)

    @cached_property
    def key(self) -> str:
        return key_of(self.document, self.file_format)

    def written(self, told: Callable[[int], None] = lambda done: None) -> IO[bytes]:
        return drawn(self.document, self.file_format, told)

    def enqueue(self) -> None:
        make_series.enqueue(self.asked.address, self.file_format, self.asked.reader.pk)


def ready(series: Paper) -> IO[bytes] | None:
    """None: not yet. Raises UndrawnError for some minutes where the background could not draw it."""
    if (kept := kept_bundles.file_of(series)) is not None:
        return kept
    if weight(series.document) <= AT_ONCE:
        return _at_once(series)
    if reason := cache.get(_failed(series)):
        raise UndrawnError(reason)
    if kept_bundles.begin(series):
        series.enqueue()
        return kept_bundles.file_of(series)
    return None


def _at_once(series: Paper) -> IO[bytes]:
    try:
        kept_bundles.keep(series)
        return kept_bundles.file_of(series) or series.written()
    except RenderError as error:
        raise UndrawnError(str(error)) from error


@task()
def make_series(address: str, file_format: str, user_id: int | None) -> None:
    """As this reader may read it by now."""
    reader = User.objects.get(pk=user_id) if user_id else AnonymousUser()
    asked = Asked.read(QueryDict(address), reader)
    if not asked.minutes:
        return
    keep(Series(asked, file_format))


def keep(paper: Paper) -> None:
    """Drawn in the background; that it could not be is known for some minutes."""
    try:
        kept_bundles.keep(paper)
    except RenderError as error:
        cache.set(_failed(paper), str(error), FAILED_FOR)


def _failed(series: Paper) -> str:
    return f"undrawn:series:{series.key}"

"""A short series is drawn at once; a long one in the background, and kept as the ZIP of a meeting is: under a key of
all that is in it, to which only who may read all of that comes."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import IO

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


@dataclass(frozen=True)
class Series:
    asked: Asked
    file_format: str

    @cached_property
    def document(self) -> Document:
        return build_series(self.asked)

    @cached_property
    def key(self) -> str:
        told = f"{self.file_format} {downloads.fingerprint(self.document)}"
        return hashlib.sha256(told.encode()).hexdigest()

    def written(self, told: Callable[[int], None] = lambda done: None) -> IO[bytes]:
        """Raises RenderError."""
        drawn = downloads.draw(self.document, self.file_format, characters=MOST_CHARACTERS)
        told(1)
        return io.BytesIO(drawn)


def ready(series: Series) -> IO[bytes] | None:
    """None: not yet. Raises UndrawnError for some minutes where the background could not draw it."""
    if (kept := kept_bundles.file_of(series)) is not None:
        return kept
    if weight(series.document) <= AT_ONCE:
        return _at_once(series)
    if reason := cache.get(_failed(series)):
        raise UndrawnError(reason)
    if kept_bundles.begin(series):
        reader = series.asked.reader
        make_series.enqueue(series.asked.address, series.file_format, reader.pk)
        return kept_bundles.file_of(series)
    return None


def _at_once(series: Series) -> IO[bytes]:
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
    series = Series(asked, file_format)
    try:
        kept_bundles.keep(series)
    except RenderError as error:
        cache.set(_failed(series), str(error), FAILED_FOR)


def _failed(series: Series) -> str:
    return f"undrawn:series:{series.key}"

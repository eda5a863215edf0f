"""Files for readers to take away: drawn once from a document, kept by content, then the same bytes for ever."""

import hashlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from forum.documents import FORMATS, Limits, Reason, RenderError, render
from forum.documents.model import Document

log = logging.getLogger(__name__)

FAILED_SECONDS = 300
DIGEST = 64  # letters of the sha256 that stands before the bytes of what is kept
# Drawing takes a processor and much memory: further readers wait for their turn.
_turns = threading.BoundedSemaphore(2)
_keeps = True


def file_of(document: Document, file_format: str) -> bytes:
    """Raises KeyError for an unknown format, documents.RenderError when it cannot be drawn within the limits.

    What could not be drawn is not tried again for some minutes: a reader who asks once more costs nothing.
    """
    FORMATS[file_format]
    store, path = storages["private"], f"documents/{fingerprint(document)}.{file_format}"
    content = _kept(store, path)
    if content is None:
        if reason := cache.get(_failed(path)):
            raise RenderError(reason)
        with turn():
            content = _kept(store, path)  # perhaps drawn by somebody else while this one waited
            if content is None:
                content = _drawn(document, file_format, path)
                _keep(store, path, content)
    return content


@contextmanager
def turn() -> Iterator[None]:
    """Raises RenderError if others take too long: a crowd of readers must not hold every thread of the server."""
    if not _turns.acquire(timeout=settings.DOCUMENT_SECONDS):
        raise RenderError(Reason.TOO_SLOW)
    try:
        yield
    finally:
        _turns.release()


def _drawn(document: Document, file_format: str, path: str) -> bytes:
    try:
        return render(document, file_format, limits=_limits())
    except RenderError as error:
        cache.set(_failed(path), error.reason, FAILED_SECONDS)
        raise


def _failed(path: str) -> str:
    return f"undrawn:{path}"


def _kept(store: Storage, path: str) -> bytes | None:
    """None if it is not there, or not whole: then it goes, to be drawn anew."""
    try:
        with store.open(path) as file:
            kept = file.read()
    except OSError:
        return None
    content = kept[DIGEST:]
    if kept[:DIGEST] == _sha256(content):
        return content
    log.warning("%s is not whole and is drawn anew", path)
    store.delete(path)
    return None


def _keep(store: Storage, path: str, content: bytes) -> None:
    """Two readers may have drawn it at once; the bytes are the same, so the first one's stay. Where nothing can be
    kept, the reader gets the file all the same, and the log says so once."""
    global _keeps
    try:
        kept = store.save(path, ContentFile(_sha256(content) + content))
    except OSError as error:
        if _keeps:
            log.error("Documents are handed out but cannot be kept: %s", error)
        _keeps = False
        return
    _keeps = True
    if kept != path:
        store.delete(kept)


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode()


def fingerprint(document: Document) -> str:
    return hashlib.sha256(repr(document).encode()).hexdigest()


def _limits() -> Limits:
    return Limits(seconds=settings.DOCUMENT_SECONDS, memory_mb=settings.DOCUMENT_MEMORY_MB)


def hand_out(request: HttpRequest, content: bytes, file_format: str, *, name: str) -> HttpResponse:
    """As a download; a browser may keep it, and must ask whether its reader still may. 304 for one who has it."""
    response = HttpResponse(content, content_type=FORMATS[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
    patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def hand_out_data(data: dict[str, Any], *, name: str) -> HttpResponse:
    """JSON as a download, to check it elsewhere."""
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def draw(document: Document, file_format: str, *, characters: int = 1_000_000) -> bytes:
    """As `file_of`, but not kept: for what is different for each reader and each day."""
    FORMATS[file_format]
    with turn():
        return render(document, file_format, limits=replace(_limits(), characters=characters))

"""The words of an attached file are read and kept; the pages on which it stands are then looked at anew."""

import hashlib
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from forum import clock
from search import index
from search.files import Read, State, kind_of, read
from search.index.sources import SOURCES
from search.models import FileText

Document: Any = get_document_model()


def read_file(pk: int) -> None:
    """What was read stays while the content is the same. Raises ConnectionError while the store of files is away."""
    document = Document.objects.select_related("file_text").filter(pk=pk).first()
    if document is None:
        return
    content = _content_of(document)
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest() if content is not None else ""
    known = getattr(document, "file_text", None)
    if known and known.digest == digest and known.state != State.GONE:
        return
    told = read(kind_of(document.filename), content) if content is not None else Read(State.GONE)
    values = {"digest": digest, "state": told.state, "text": told.text, "pages": told.pages, "read_at": clock.now()}
    FileText.objects.update_or_create(document=document, defaults=values)
    for page in Page.objects.filter(pk__in=pages_with(pk)).specific():
        if type(page) in SOURCES:
            index.refresh(index.owner_of(page))


def pages_with(pk: int) -> list[int]:
    standing = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Document), to_object_id=str(pk)
    )
    return [
        int(key) for key in set(standing.filter(base_content_type__model="page").values_list("object_id", flat=True))
    ]


def _content_of(document: Any) -> bytes | None:
    try:
        with document.file.open("rb") as file:
            content: bytes = file.read()
            return content
    except ConnectionError:
        raise  # the store is away, the file is not
    except OSError:
        return None

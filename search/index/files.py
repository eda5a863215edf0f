"""Files on a page are found by their words, for whoever may read the page."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from search.index.sources import Entry
from search.models import Document, FileText

# Each says of a file whether it is out of sight, on whatever page it stands.
WITHHELD: list[Callable[[Any], bool]] = []


def file_entries(files: Iterable[tuple[int, str]], **shared: Any) -> Iterator[Entry]:
    """Of files by their number and title; `shared` are values of all entries: page, address, day, facets."""
    titles = dict(files)
    texts = FileText.objects.filter(document__in=titles).exclude(text="").select_related("document") if titles else ()
    for one in texts:
        if not any(is_withheld(one.document) for is_withheld in WITHHELD):
            part = f"berkas/{one.document_id}"
            yield Entry(Document.Kind.FILE, titles[one.document_id], one.text, part=part, **shared)

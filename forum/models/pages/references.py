"""Wagtail's index of references hears of a page once each time it is saved.

Wagtail hears of each row that is saved with a page, and after each of them indexes the whole page anew.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import signal_handlers

_wagtails = signal_handlers.update_reference_index_on_save
ROWS = "_rows_saved_with_it"  # on a page while it is being saved


def use_for_pages() -> None:
    """Wagtail's own signals lead here: called before Wagtail connects them (its app stands below ours)."""
    signal_handlers.update_reference_index_on_save = _saved


@contextmanager
def indexed_once(page: models.Model, *, fields: Collection[str] | None = None) -> Iterator[None]:
    """The page is being saved with its rows, or these fields of it: where they hold no reference there is nothing to
    index. Whoever saves the page meanwhile once more leaves the index to the first."""
    if ROWS in page.__dict__:
        yield
        return
    page.__dict__[ROWS] = 0
    try:
        yield
    finally:
        rows = page.__dict__.pop(ROWS)
    if fields is None or rows or any(_may_refer(page._meta.get_field(name)) for name in fields):
        _wagtails(page)


def index_rows(page: models.Model) -> None:
    """Rows that are stored together give no signal."""
    if ROWS in page.__dict__:
        page.__dict__[ROWS] += 1
    else:
        _wagtails(page)


def _saved(instance: models.Model, **kwargs: Any) -> None:
    page = _page_of(instance)
    if page is None or ROWS not in page.__dict__:
        _wagtails(instance, **kwargs)
    elif instance is not page:
        page.__dict__[ROWS] += 1


def _may_refer(field: Any) -> bool:
    """What a revision holds is no use of anything: Wagtail leaves it out. Rows are told by themselves."""
    is_left_out = getattr(field.related_model, "wagtail_reference_index_ignore", False)
    return (field.many_to_one and not is_left_out) or hasattr(field, "extract_references")


def _page_of(instance: Any) -> Any:
    """Of a row, or a row of a row: the page as it is at hand. None where none is at hand: a row that is saved alone."""
    while instance is not None and (parent := _parental_key(type(instance))):
        instance = parent.get_cached_value(instance, default=None)
    return instance


def _parental_key(model: type[models.Model]) -> Any:
    return next((field for field in model._meta.concrete_fields if isinstance(field, ParentalKey)), None)

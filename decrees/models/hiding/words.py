"""Fields whose words may be hidden. Whoever reads such a field is given the gap: no page, paper or mail can forget it.

The words stay in their row until they are erased. `stored` reads them, for services that compute a digest and for the
one page on which they may be looked at; what saves, cleans and reloads a row goes by them too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from decrees.models.hiding.gaps import Gaps
from forum.models.ledger.hiding import Gap

TextField = TypeVar("TextField", bound=models.TextField)
_AS_STORED = ContextVar("as stored", default=False)


@contextmanager
def _as_stored() -> Iterator[None]:
    token = _AS_STORED.set(True)
    try:
        yield
    finally:
        _AS_STORED.reset(token)


class ShownWords(DeferredAttribute):
    """The words, or the gap in their place: None in a field that may be empty like that."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        words = super().__get__(instance, cls)
        if instance is None or _AS_STORED.get() or (gap := instance.gap) is None:
            return words
        return None if self.field.null else str(gap)

    def __set__(self, instance: Any, words: str | None) -> None:
        instance.__dict__[self.field.attname] = words


def sealed(field: TextField) -> TextField:
    """The field of a `Sealed` row whose words are replaced while they are hidden. For the database it is as it was."""
    field.descriptor_class = ShownWords  # type: ignore[attr-defined]
    return field


def stored(row: "Sealed", name: str) -> Any:
    """The words of a field as they are stored, hidden or not."""
    with _as_stored():
        return getattr(row, name)


class Sealed:
    """Beside a model with `sealed` fields: its words are those that the entry `seq` told."""

    seq: Any
    said_to: ClassVar[str] = ""  # the relation through which it is read: one query tells the gaps of both
    read_with: ClassVar[tuple[str, ...]] = ()  # and those that it names itself

    @property
    def gap(self) -> Gap | None:
        return self.gaps.by_entry.get(self.seq) if self.seq else None

    @property
    def gaps(self) -> Gaps:
        if "_gaps" not in self.__dict__:
            beside = self._state.fields_cache.get(self.said_to)  # type: ignore[attr-defined]
            self.__dict__["_gaps"] = beside.gaps if beside is not None else Gaps()
        found: Gaps = self.__dict__["_gaps"]
        return found

    def save(self, *args: Any, **kwargs: Any) -> None:
        with _as_stored():
            super().save(*args, **kwargs)  # type: ignore[misc]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        with _as_stored():
            super().full_clean(*args, **kwargs)  # type: ignore[misc]

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        with _as_stored():
            super().refresh_from_db(*args, **kwargs)  # type: ignore[misc]
        self.__dict__.pop("_gaps", None)

"""Where typed text enters a record: `full_clean` cleans it, and what is required must say something.

Every form of a model and every page asks `full_clean`, and so do the services that make records from bare values.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from forum.models.typed.blanks import says_something
from forum.models.typed.cleaning import clean_line, clean_lines, clean_markup

NOTHING_SAID = _("Write at least one letter or digit.")
# By the very class of a field: keys, addresses and codes have checks of their own.
CLEANING: dict[type, Callable[[str], str]] = {
    models.CharField: clean_line,
    models.TextField: clean_lines,
    RichTextField: clean_markup,
}
# Editable for Django, and yet nobody types it as text.
MADE = {"path", "password"}


def require_words(text: str) -> str:
    """The text. Raises ValidationError unless it says something."""
    if not says_something(text):
        raise ValidationError(NOTHING_SAID, code="blank")
    return text


class TypedText:
    """Beside a model: a record with text that people type."""

    def clean_typed_text(self) -> None:
        for field in self._typed_fields():
            setattr(self, field.attname, CLEANING[type(field)](getattr(self, field.attname) or ""))

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.clean_typed_text()
        super().full_clean(*args, **kwargs)  # type: ignore[misc]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude=exclude)  # type: ignore[misc]
        asked = (field for field in self._typed_fields() if not field.blank and field.name not in (exclude or ()))
        if silent := [field.name for field in asked if not says_something(getattr(self, field.attname))]:
            raise ValidationError({name: ValidationError(NOTHING_SAID, code="blank") for name in silent})

    def _typed_fields(self) -> Iterator[Any]:
        for field in self._meta.concrete_fields:  # type: ignore[attr-defined]
            if type(field) in CLEANING and field.editable and not field.choices and field.name not in MADE:
                yield field

"""Parts of pages as they were drawn, each kept under everything that it shows.

A part is drawn from values alone: its template knows no request, no reader, and asks the database for nothing. So the
same values give the same part, for whomever; whoever is given other values (a gap for hidden words, a name that was
changed) is given another part. There is nothing to throw away, and no part can be out of date. A part that asks for
something all the same is drawn each time.
"""

import hashlib
import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def drawn(template: str, values: Mapping[str, Any]) -> SafeString:
    """Rows among the values must hold all that the template reads of them; what the hour decides is a value too."""
    language = get_language()
    key = f"part:{_digest((template, language, dict(values)))}"
    part: str | None = caches["parts"].get(key)
    if part is None:
        asked = _Asked()
        with connection.execute_wrapper(asked):
            part = str(render_to_string(template, {**values, "LANGUAGE_CODE": language}))
        if not asked.anything:
            caches["parts"].set(key, part)
    return mark_safe(part)  # noqa: S308 – a template's own output


class _Asked:
    """Whether the database was asked meanwhile: then the values do not say all that is shown."""

    anything = False

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.anything = True
        return execute(*args)


def _digest(values: Any) -> str:
    written = io.BytesIO()
    _Writer(written, pickle.HIGHEST_PROTOCOL).dump(values)
    return hashlib.sha256(written.getvalue()).hexdigest()


class _Writer(pickle.Pickler):
    """Values as bytes that are only hashed, never read back: of rows what was read of them and with them."""

    def reducer_override(self, one: Any) -> Any:
        if isinstance(one, Model):
            read = {name: value for name, value in one.__dict__.items() if name != "_state"}
            return object, (type(one)._meta.label, read, one._state.fields_cache)
        if isinstance(one, QuerySet):
            return object, (list(one),)
        return NotImplemented

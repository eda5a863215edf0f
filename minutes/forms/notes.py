"""Lines of notes as they come from a form, one at a time, or from the page's script, as many as waited."""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from forum.models.typed import clean_line
from minutes.models import NoteWords
from minutes.text.notes import Written

LONGEST = NoteWords._meta.get_field("text").max_length or 0
MOST_AT_ONCE = 500


@dataclass
class Lines:
    """What can be written, and by its token what is wrong with the others."""

    written: list[Written] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


def lines_from_form(data: QueryDict) -> Lines:
    """One row for each line. Tokens are made from that of the form: one that is sent twice counts once."""
    base = _uuid(data.get("token")) or uuid.uuid4()
    texts = [line for line in data.get("text", "").splitlines() if line.strip()] or [""]
    given = {"item": data.get("item", ""), "replaces": data.get("replaces", "").split()}
    rows: list[dict[str, Any]] = [
        {**given, "text": text, "token": str(uuid.uuid5(base, str(n)))} for n, text in enumerate(texts)
    ]
    for row in rows:
        row["row"] = row["token"]
    if data.get("row"):
        rows[0]["row"] = data["row"]
        for row in rows[1:]:
            row["replaces"] = []
    elif not texts[0]:
        rows = []
    return _lines(rows)


def lines_from_script(text: str) -> Lines:
    """JSON: [{token, row, item, replaces, text}, …]. What is no such list holds no lines."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return Lines()
    return _lines([row for row in rows if isinstance(row, dict)][:MOST_AT_ONCE] if isinstance(rows, list) else [])


def _lines(rows: list[dict[str, Any]]) -> Lines:
    lines = Lines()
    for row in rows:
        token, key = _uuid(row.get("token")), _uuid(row.get("row"))
        text, item = clean_line(str(row.get("text") or "")), str(row.get("item") or "")
        replaces = row.get("replaces")
        over = [_uuid(one) for one in replaces] if isinstance(replaces, list) else []
        if token is None or key is None or len(item) > 32:
            lines.refused[str(row.get("token"))] = _("This line came without what belongs to it.")
        elif len(text) > LONGEST:
            lines.refused[str(token)] = _("This line is too long: at most %(most)d letters.") % {"most": LONGEST}
        else:
            lines.written.append(Written(token, key, item, text, tuple(one for one in over if one)))
    return lines


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None

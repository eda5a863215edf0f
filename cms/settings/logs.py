"""What an operator reads: one line for each event, with time, level, logger and the request that it belongs to.

Names, mail addresses and what people wrote do not belong into it: people are numbers, and what looks like an address
is cut out wherever it came from.
"""

import datetime
import json
import logging
import re
from contextvars import ContextVar
from typing import Any

FORMATS = ("text", "json")
# Bounded: a long path without an @ would be read once more from each of its letters.
ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
SECRET = re.compile(r"(?<=/)[\w-]{20,}(?=/|$)")  # whoever has such an address may cancel a place or set a password
LONGEST = 300
KEYS = ("token", "key", "uidb36", "word", "room", "code")

# Of one request, also where several run in one process or on one thread.
current_request: ContextVar[Any] = ContextVar("current_request", default=None)


class RequestFilter(logging.Filter):
    """Adds what is known of the request. Drops what the line of the request says already: 403, 404 and the like are no
    faults of the site."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request" and getattr(record, "status_code", 500) < 500:
            return False
        if record.name.startswith("django.security"):
            record.exc_info = None
            record.msg, record.args = cut(record.getMessage()), ()  # a header of a stranger, as long as it came
        request = current_request.get()
        record.about = facts_of(request) if request is not None else {}
        return True


def facts_of(request: Any) -> dict[str, Any]:
    """The login only if it was asked for: a log asks the database nothing."""
    user = getattr(request, "_cached_user", None)
    return {"request": request.request_id, "path": path_of(request), "user": getattr(user, "pk", None)}


def path_of(request: Any) -> str:
    """Without the query, which holds what people search for, and without keys to what belongs to one person."""
    path, match = str(request.path), getattr(request, "resolver_match", None)
    named = match.kwargs if match else {}
    for name in KEYS:
        if value := named.get(name):
            path = path.replace(str(value), "…")
    return cut(SECRET.sub("…", path))


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def discreet(text: str) -> str:
    return ADDRESS.sub("…@…", text)


def _instant(record: logging.LogRecord) -> str:
    return datetime.datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")


class LineFormatter(logging.Formatter):
    """For people: one line, and a traceback under it only where something is broken."""

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = getattr(record, "about", {})
        words = [str(facts[name]) for name in ("request", "path") if name in facts]
        words += [f"user {facts['user']}"] if facts.get("user") else []
        about = f" [{' '.join(words)}]" if words else ""
        said = discreet(record.getMessage()).replace("\n", "\\n")
        line = f"{_instant(record)} {record.levelname} {record.name}{about} {said}"
        return f"{line}\n{discreet(self.formatException(record.exc_info))}" if record.exc_info else line


class JsonFormatter(logging.Formatter):
    """For machines: one JSON object for each event."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "time": _instant(record),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
            **getattr(record, "about", {}),
            **getattr(record, "answer", {}),
        }
        if record.exc_info:
            event["traceback"] = discreet(self.formatException(record.exc_info))
        return json.dumps(event, ensure_ascii=False, default=str)


def configuration(level: str, format_: str) -> dict[str, Any]:
    formatter = {"text": LineFormatter, "json": JsonFormatter}[format_]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": RequestFilter}},
        "formatters": {"line": {"()": formatter}},
        "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            # One line per indexed page tells an operator nothing, and what failed is told by cms.services.queue.
            "django_tasks": {"level": "CRITICAL"},
            # Of a server for development: the same again, with the whole address.
            "django.channels.server": {"level": "CRITICAL"},
            # Once per second while Redis is away: cms/stores/outages.py tells it once.
            "channels_redis": {"level": "CRITICAL"},
            **{name: {"level": "WARNING"} for name in ("django_tasks_db", "django.server", "wagtail")},
        },
    }

"""A bad environment is told in one line: the variable, what is wrong with it, and an example; no traceback."""

import re
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Of gunicorn's workers, so that it gives up instead of starting them again and again.
CANNOT_START = 3
EXAMPLES = {
    "ALLOWED_HOSTS": "mufakat.bojonegorokab.go.id",
    "BASE_URL": "https://mufakat.bojonegorokab.go.id",
    "DATABASE_URL": "postgres://mufakat:password@localhost:5432/mufakat",
    "DATA_DIR": "/var/lib/mufakat",
    "DEBUG": "off",
    "EMAIL_URL": "smtp+tls://user:password@mail.bojonegorokab.go.id:587",
    "LEDGER_SIGNING_KEY": "$(openssl rand -hex 32)",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "INFO",
    "REDIS_URL": "redis://localhost:6379/0",
    "SECRET_KEY": "$(openssl rand -base64 48)",
    "SSL_REDIRECT": "on",
    "TASK_QUEUE": "database",
    "TIME_ZONE": "Asia/Jakarta",
}
NUMBER = "30"


def started(make: Callable[[], Any]) -> Any:
    """What it makes; or an end of the program."""
    try:
        return make()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Mufakat cannot start. {explained(error)}\n")
        raise SystemExit(CANNOT_START) from None


def explained(error: ImproperlyConfigured) -> str:
    name = re.search(r"\b[A-Z]+(?:_[A-Z]+)+\b|\bDEBUG\b", str(error))
    if name is None or "Example:" in str(error):
        return str(error)
    return f"{error} For example: {name[0]}={EXAMPLES.get(name[0], NUMBER)} (docs/settings.md names them all)"

"""A bad environment is told in one line (cms/settings/environment.py: `refused`); no traceback."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# Of gunicorn's workers, so that it gives up instead of starting them again and again.
CANNOT_START = 3


def started(make: Callable[[], Any]) -> Any:
    """What it makes; or an end of the program."""
    try:
        return make()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Mufakat cannot start. {error}\n")
        raise SystemExit(CANNOT_START) from None

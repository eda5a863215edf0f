"""A bad environment is told in one line (cms/settings/environment.py: `refused`); no traceback."""

import gc
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import get_resolver

# Of gunicorn's workers, so that it gives up instead of starting them again and again.
CANNOT_START = 3
# How often Python looks for circles that can be given back. At its usual (700, 10, 10) it does so a hundred times while
# the modules of a program are read, an eighth of the time that takes; and finds nothing.
SELDOM = (10_000, 20, 20)


def started(make: Callable[[], Any]) -> Any:
    """What it makes; or an end of the program."""
    gc.set_threshold(*SELDOM)
    try:
        return make()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Mufakat cannot start. {error}\n")
        raise SystemExit(CANNOT_START) from None


def serving(make: Callable[[], Any]) -> Any:
    """The application that it makes, ready for its first visitor; or an end of the program."""
    application = started(make)
    get_resolver().url_patterns  # noqa: B018 - all views are read now
    keep()
    return application


def keep() -> None:
    """What has been read stays as long as the process: when Python looks for circles that can be given back, it passes
    this over. To look through all takes it a tenth of a second, in which nobody on this process is served; so that is
    done after some hundred pages, not after forty (SELDOM)."""
    gc.collect()
    gc.freeze()

"""The site with a clock that a test moves on while it runs: a file in its folder says by how many days. Every row stays
as it was written."""

import datetime

from django.utils import timezone

from cms.settings.environment import DATA_DIR
from tests.e2e.settings import *  # noqa: F403

AHEAD = DATA_DIR / "days-ahead"
_now = timezone.now


def _moved():
    return _now() + datetime.timedelta(days=int(AHEAD.read_text()) if AHEAD.exists() else 0)


timezone.now = _moved

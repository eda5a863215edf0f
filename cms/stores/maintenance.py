"""Whether the site is worked on and everybody comes back later: a file in DATA_DIR, for all processes at once."""

import datetime
import json
from dataclasses import asdict, dataclass

from django.conf import settings

LATER_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Maintenance:
    """`until` as ISO 8601 with its zone; what is not known is empty."""

    until: str = ""
    message: str = ""

    @property
    def ends_at(self) -> datetime.datetime | None:
        return datetime.datetime.fromisoformat(self.until) if self.until else None

    def retry_after(self, now: datetime.datetime) -> int:
        """In seconds; soon again where the end is not known, or has passed."""
        left = int((self.ends_at - now).total_seconds()) if self.ends_at else 0
        return max(left, LATER_SECONDS)


def current() -> Maintenance | None:
    try:
        return Maintenance(**json.loads(settings.MAINTENANCE_FILE.read_text()))
    except FileNotFoundError:
        return None


def begin(maintenance: Maintenance) -> None:
    """Whole at once: it is read with every request."""
    fresh = settings.MAINTENANCE_FILE.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(maintenance)))
    fresh.replace(settings.MAINTENANCE_FILE)


def end() -> bool:
    """Whether there was any."""
    was = bool(settings.MAINTENANCE_FILE.exists())
    settings.MAINTENANCE_FILE.unlink(missing_ok=True)
    return was

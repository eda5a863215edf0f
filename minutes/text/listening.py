"""Where something is heard in a recording: lines as they are typed, and addresses that begin there.

acara 1 12:30
acara 2.1 48:10
keputusan 2 1:05:00
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

Kind = Literal["acara", "keputusan"]
_LINE = re.compile(r"(acara|keputusan)\s+(\d{1,3}(?:\.\d{1,3})?)\s+((?:\d{1,2}:)?\d{1,3}:\d{2})", re.IGNORECASE)
_BY_QUERY = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be")
_MEDIA = (".mp3", ".mp4", ".m4a", ".m4v", ".ogg", ".oga", ".ogv", ".opus", ".wav", ".webm")


@dataclass(frozen=True, slots=True)
class Moment:
    kind: Kind
    number: str
    seconds: int

    @property
    def clock(self) -> str:
        return clock_of(self.seconds)


class NoMomentError(ValueError):
    """`str()` is the line."""


def moments_in(text: str) -> list[Moment]:
    """In the order of the recording. Raises NoMomentError for the first line that is none."""
    found = [_moment(line.strip()) for line in text.splitlines() if line.strip()]
    return sorted(found, key=lambda one: (one.seconds, one.kind, one.number))


def _moment(line: str) -> Moment:
    match = _LINE.fullmatch(line)
    if match is None:
        raise NoMomentError(line)
    kind: Kind = "acara" if match[1].lower() == "acara" else "keputusan"
    try:
        return Moment(kind, match[2], seconds_of(match[3]))
    except ValueError as error:
        raise NoMomentError(line) from error


def seconds_of(clock: str) -> int:
    """Of `mm:ss` or `h:mm:ss`. Raises ValueError for 60 seconds and more, or minutes beside an hour."""
    *hours, minutes, seconds = map(int, clock.split(":"))
    if seconds > 59 or (hours and minutes > 59):
        raise ValueError(clock)
    return sum(hours) * 3600 + minutes * 60 + seconds


def clock_of(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def address_at(address: str, seconds: int) -> str:
    """As the host or the browser begins there; of any other address, itself."""
    parts = urlsplit(address)
    if (parts.hostname or "") in _BY_QUERY:
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in ("t", "start")]
        return urlunsplit(parts._replace(query=urlencode([*kept, ("t", f"{seconds}s")])))
    if parts.path.lower().endswith(_MEDIA):
        return urlunsplit(parts._replace(fragment=f"t={seconds}"))
    return address

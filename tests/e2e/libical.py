"""Calendars as libical reads them, which many desktop programs are built on: by its C interface."""

import ctypes
import datetime
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_long, c_void_p

EVENT = 4  # a kind of component


class Time(ctypes.Structure):
    _fields_ = [
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    ]


class Span(ctypes.Structure):
    _fields_ = [("start", c_long), ("end", c_long), ("is_busy", c_int)]


Callback = ctypes.CFUNCTYPE(None, c_void_p, ctypes.POINTER(Span), c_void_p)
FROM, UNTIL = b"20270101T000000Z", b"20280101T000000Z"


def _library() -> ctypes.CDLL:
    """Raises OSError where Debian's package libical3 is missing."""
    lib = ctypes.CDLL("libical.so.3")
    lib.icalparser_parse_string.restype = c_void_p
    lib.icaltime_from_string.restype = Time
    lib.icalcomponent_get_dtstart.restype = lib.icalcomponent_get_recurrenceid.restype = Time
    lib.icaltime_as_timet_with_zone.restype = c_long
    for name in ("icalcomponent_get_first_component", "icalcomponent_get_next_component"):
        getattr(lib, name).restype = c_void_p
    lib.icalcomponent_as_ical_string.restype = c_char_p
    return lib


class Calendar:
    def __init__(self, content: bytes) -> None:
        self.lib = _library()
        self.root = self.lib.icalparser_parse_string(c_char_p(content))

    @property
    def faults(self) -> list[str]:
        """What it could not read, or what its method does not allow (RFC 5546)."""
        if not self.root:
            return ["no calendar"]
        found = self.lib.icalcomponent_count_errors(c_void_p(self.root))
        allowed = self.lib.icalrestriction_check(c_void_p(self.root))
        text = self.lib.icalcomponent_as_ical_string(c_void_p(self.root)).decode()
        lines = [line for line in text.splitlines() if line.startswith("X-LIC-ERROR")]
        return lines or ([] if allowed and not found else ["not allowed"])

    @property
    def starts(self) -> list[datetime.datetime]:
        """Of every event, each time that it is shown."""
        found: dict[int, int] = {}
        for event in self._events():
            instead = self.lib.icalcomponent_get_recurrenceid(c_void_p(event))
            start = self.lib.icalcomponent_get_dtstart(c_void_p(event))
            if instead.year:  # it is given without its zone
                found[self._seconds(instead, start.zone)] = self._seconds(start, start.zone)
            else:
                found.update((at, at) for at in self._occurrences(event))
        return [datetime.datetime.fromtimestamp(at, datetime.UTC) for at in sorted(found.values())]

    def _events(self) -> Iterator[int]:
        event = self.lib.icalcomponent_get_first_component(c_void_p(self.root), EVENT)
        while event:
            yield event
            event = self.lib.icalcomponent_get_next_component(c_void_p(self.root), EVENT)

    def _occurrences(self, event: int) -> list[int]:
        found: list[int] = []
        note = Callback(lambda _event, span, _data: found.append(span.contents.start))
        between = [self.lib.icaltime_from_string(c_char_p(at)) for at in (FROM, UNTIL)]
        self.lib.icalcomponent_foreach_recurrence(c_void_p(event), *between, note, None)
        return found

    def _seconds(self, at: Time, zone: int | None) -> int:
        return int(self.lib.icaltime_as_timet_with_zone(at, c_void_p(zone)))

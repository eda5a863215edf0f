"""Who came, as a line says it: "Hadir: BI 2, Dinas Kominfo (3, Kepala Bidang)", "Izin: KPI (ada rapat lain)"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

STATES = {"hadir": "present", "diwakili": "represented", "izin": "excused", "tidak hadir": "absent"}
_SAID = re.compile(r"(hadir|diwakili|izin|tidak hadir)\s*:\s*(.*)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;](?![^(]*\))")
_ONE = re.compile(r"(?P<name>.*?)\s*(?:\b(?P<people>\d{1,4})(?:\s+orang)?)?\s*(?:\((?P<inside>[^()]*)\))?[.]?")
_COUNT = re.compile(r"(\d{1,4})(?:\s+orang)?")


@dataclass(frozen=True, slots=True)
class Came:
    """`capacity`: in which office they came, or why they did not."""

    organisation: int
    status: str
    people: int
    capacity: str


def read_present(typed: str, names: Mapping[str, int]) -> tuple[tuple[Came, ...], tuple[str, ...]] | None:
    """Those whom we know, and the names that nobody has. None: the line says something else."""
    said = _SAID.fullmatch(typed)
    if said is None:
        return None
    status, came, unknown = STATES[said[1].casefold()], [], []
    for one in filter(None, (one.strip() for one in _BETWEEN.split(said[2]))):
        key = names.get(" ".join(one.casefold().rstrip(".").split()))
        name, people, capacity = (one, None, "") if key else _parts(one)
        key = key or names.get(" ".join(name.casefold().split()))
        if key is None:
            unknown.append(name)
        else:
            came.append(Came(key, status, _counted(status, people), capacity))
    return tuple(came), tuple(unknown)


def _parts(one: str) -> tuple[str, int | None, str]:
    """Name, number of people, and what stands in brackets beside it."""
    found = _ONE.fullmatch(one)
    if found is None:
        return one, None, ""
    counts = [found["people"]] if found["people"] else []
    kept = []
    for part in filter(None, (part.strip() for part in re.split("[,;]", found["inside"] or ""))):
        count = _COUNT.fullmatch(part)
        if count:
            counts.append(count[1])
        else:
            kept.append(part)
    return found["name"], int(counts[-1]) if counts else None, ", ".join(kept)


def _counted(status: str, people: int | None) -> int:
    """Whoever did not come counts nobody."""
    if status in ("excused", "absent"):
        return 0
    return 1 if people is None else people

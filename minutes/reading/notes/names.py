"""By which names notes call an organisation."""

from collections import Counter
from dataclasses import dataclass

from forum.models import Organisation
from minutes.text.notes import Names
from minutes.text.notes.lines import folded


@dataclass(frozen=True, slots=True)
class Directory:
    """`names`: what may be typed, folded; `labels`: how each is shown, by its key."""

    names: Names
    labels: dict[int, str]
    organisations: list[Organisation]


def directory() -> Directory:
    """All that stand today. What two of them are called is nobody's name."""
    organisations = list(Organisation.objects.standing().order_by("name"))
    called = {(folded(name), one.pk) for one in organisations for name in (one.name, one.short_name) if name}
    times = Counter(name for name, _key in called)
    names = {name: key for name, key in called if times[name] == 1}
    return Directory(names, {one.pk: one.label for one in organisations}, organisations)

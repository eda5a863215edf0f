"""Teams of the forum whose meeting it is, or that a text names: by them, too, what is found is narrowed."""

import re

from forum.models import Team
from forum.models.memory import Prepared

TEAM = ":team:"
_TEAMS: Prepared[tuple[str, str]] = Prepared(lambda: Team.objects.order_by("pk").values_list("slug", "name"))


def teams_named_in(*texts: str) -> list[str]:
    """As facets. A name stands for itself, not as the beginning of a longer one."""
    said = " ".join(" ".join(texts).split()).casefold()
    return [f"{TEAM}{slug}" for slug, name in _TEAMS() if _stands_in(" ".join(name.split()).casefold(), said)]


def teams_of(team: Team | None, *texts: str) -> list[str]:
    """That of the meeting first, then those that the texts name."""
    own = [f"{TEAM}{team.slug}"] if team else []
    return list(dict.fromkeys([*own, *teams_named_in(*texts)]))


def name_of(team: Team | None) -> str:
    """The name and the short name, as words to be found by."""
    return " ".join(dict.fromkeys([team.name, team.label])) if team else ""


def _stands_in(name: str, said: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None

"""Teams of the forum that a text names: by them, too, what is found is narrowed."""

import re

from forum.models import Team
from forum.models.memory import Prepared

TEAM = ":team:"
_TEAMS: Prepared[tuple[str, str]] = Prepared(lambda: Team.objects.order_by("pk").values_list("slug", "name"))


def teams_named_in(*texts: str) -> list[str]:
    """As facets. A name stands for itself, not as the beginning of a longer one."""
    said = " ".join(" ".join(texts).split()).casefold()
    return [f"{TEAM}{slug}" for slug, name in _TEAMS() if _stands_in(" ".join(name.split()).casefold(), said)]


def _stands_in(name: str, said: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None

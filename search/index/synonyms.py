"""The groups of words that mean the same: those of the secretariat, and each organisation by its names."""

from collections.abc import Iterator
from functools import lru_cache

from forum.models import Organisation
from forum.models.memory import Prepared
from search.models import Synonyms
from search.text.kinship import Groups, expressions_of, groups_of


def current_groups() -> Groups:
    return groups_of((*_kept(), *_organisations()))


def _kept() -> Iterator[tuple[str, tuple[str, ...]]]:
    for pk, lines in _SYNONYMS():
        yield f"#{pk}", _expressions(lines)


def _organisations() -> Iterator[tuple[str, tuple[str, ...]]]:
    for pk, short_name, name in _NAMED():
        yield f"#o{pk}", _expressions(f"{short_name}\n{name}")


@lru_cache(maxsize=1_000)
def _expressions(lines: str) -> tuple[str, ...]:
    return expressions_of(lines.splitlines())


_SYNONYMS: Prepared[tuple[int, str]] = Prepared(lambda: Synonyms.objects.order_by("pk").values_list("pk", "words"))
_NAMED: Prepared[tuple[int, str, str]] = Prepared(
    lambda: Organisation.objects.exclude(short_name="").order_by("pk").values_list("pk", "short_name", "name")
)

"""The groups of words that mean the same: those of the secretariat, and each organisation by its names."""

from collections.abc import Iterator

from forum.models import Organisation
from search.models import Synonyms
from search.text.kinship import Groups, expressions_of, groups_of


def current_groups() -> Groups:
    return groups_of((*_kept(), *_organisations()))


def term_of(group: Synonyms) -> str:
    return f"#{group.pk}"


def _kept() -> Iterator[tuple[str, tuple[str, ...]]]:
    for group in Synonyms.objects.order_by("pk"):
        yield term_of(group), expressions_of(group.words.splitlines())


def _organisations() -> Iterator[tuple[str, tuple[str, ...]]]:
    named = Organisation.objects.exclude(short_name="").order_by("pk").values_list("pk", "short_name", "name")
    for pk, short_name, name in named:
        yield f"#o{pk}", expressions_of([short_name, name])

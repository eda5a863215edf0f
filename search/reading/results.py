"""One question of one reader: what is found, by which terms, and what the reader may have meant."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.index import current_groups
from search.models import Document
from search.reading.access import readable_by
from search.reading.meaning import correct, meant
from search.reading.narrowing import facet_terms, narrowed_by
from search.reading.scoring import BEST, FEW, SOME, Scored, known, scored
from search.text.kinship import Groups
from search.text.questions import says, understand
from search.text.snippets import mark, snippet

SHORT = 160  # where none of the words stands in the text
LEAST = 0.5  # of what the best has of the question
SHOWN = ("kind", "address", "title", "day", "text", "page__url_path")


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as a list shows it: `title` and `snippet` are safe HTML."""

    document: Document
    title: SafeString
    snippet: SafeString

    @property
    def url(self) -> str:
        return self.document.get_absolute_url()

    @property
    def kind(self) -> str:
        return str(Document.Kind(self.document.kind).label)


@dataclass(frozen=True)
class Results:
    """The keys of the documents, the best first. `facets`: how many of them have each. `meant`: the question as it was
    probably meant, empty if it was understood. `is_cut`: there are more. `asked`: how many words."""

    keys: Sequence[int] = ()
    facets: Counter[str] = field(default_factory=Counter)
    meant: str = ""
    is_cut: bool = False
    terms: frozenset[str] = frozenset()
    groups: Groups = field(default_factory=lambda: Groups({}))
    asked: int = 0

    def counts(self, facet: str) -> dict[str, int]:
        """How many there are of each value of a facet: of the `year`, for example."""
        begin = f":{facet}:"
        return {one.removeprefix(begin): count for one, count in self.facets.items() if one.startswith(begin)}

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> list[Hit]:
        keys = self.keys[part]
        rows = Document.objects.select_related("page").only(*SHOWN).in_bulk(list(keys))
        return [self._hit(rows[key]) for key in keys if key in rows]

    def _hit(self, document: Document) -> Hit:
        title = mark(document.title, self.terms, self.groups)
        lines = snippet(document.text, self.terms, self.groups, self.asked)
        lines = lines or escape(document.text.partition("\n")[0][:SHORT])
        return Hit(document, mark_safe(title), mark_safe(lines))  # noqa: S308 - escaped where they are made


def found(question: str, reader: Any, *, kinds: Iterable[str] = (), facets: Iterable[str] = ()) -> Results:
    """What this reader may find, the best first. `kinds` are values of `Document.Kind`, `facets` as in the index:
    `:year:2017`. Of several with one name (`:year:`) a document has one; of each name."""
    groups = current_groups()
    understood, readable = understand(question, groups), readable_by(reader)
    asked = understood.asked
    chosen = facet_terms(kinds, facets)
    wanted = [*(term for one in asked for term in one.terms), *(chosen if asked else ())]
    terms = known(wanted, readable, SOME if chosen or understood.phrases else FEW)
    terms |= correct([one for one in asked if terms.keys().isdisjoint(one.terms)], readable)
    best = scored(asked, terms, readable, narrowed_by(chosen, terms))
    rows = _visible(best, reader, understood.phrases)
    return Results(
        keys=[pk for pk, _facets in rows],
        facets=Counter(facet for _pk, some in rows for facet in some),
        meant=meant(question, asked),
        is_cut=len(best) == BEST,
        terms=frozenset(term for one in asked for term in one.terms),
        groups=groups,
        asked=len(asked),
    )


def _visible(best: Sequence[Scored], reader: Any, phrases: list[re.Pattern[str]]) -> list[tuple[int, list[str]]]:
    """With their facets. What has much less of the question than another is no answer."""
    if not best:
        return []
    least = LEAST * max(one.covered for one in best)
    scores = {one.document: one.score for one in best if one.covered >= least}
    rows = Document.objects.not_withheld_from(reader).filter(pk__in=scores).order_by("pk")
    # As they are stored: to read hundreds of days and lists one by one takes longer than to find them.
    fields: tuple[Any, ...] = (
        "pk",
        Cast("day", TextField()),
        Cast("facets", TextField()),
        *(["title", "text"] if phrases else []),
    )
    shown = [row for row in rows.values_list(*fields) if not phrases or says("\n".join(row[3:]), phrases)]
    shown.sort(key=lambda row: (scores[row[0]], row[1] or ""), reverse=True)
    facets = json.loads(f"[{','.join(row[2] for row in shown)}]")
    return [(row[0], some) for row, some in zip(shown, facets, strict=True)]

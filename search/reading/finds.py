"""What is new in the index and answers a question as a whole: each word, in whatever form, and all that was chosen."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef

from search.index import current_groups
from search.models import Document, Posting
from search.text.questions import says, understand


def newest() -> int:
    """The number up to which all is known today."""
    return Document.objects.aggregate(last=Max("pk"))["last"] or 0


def new_finds(question: str, facets: Sequence[str] = (), *, after: int, until: int) -> list[Document]:
    """That everybody may read, the latest day first."""
    understood = understand(question, current_groups())
    rows = Document.objects.visible_to(AnonymousUser()).filter(pk__gt=after, pk__lte=until)
    for one in understood.asked:
        standing = Posting.objects.filter(document=OuterRef("pk"), term__text__in=list(one.terms))
        rows = rows.filter(Exists(standing))
    rows = rows.select_related("page").order_by("-day", "pk")
    return [
        row for row in rows if _is_chosen(row.facets, facets) and says(f"{row.title}\n{row.text}", understood.phrases)
    ]


def _is_chosen(has: Iterable[str], wanted: Sequence[str]) -> bool:
    """Of several with one name (`:year:`) one; of each name."""
    by_name = groupby(sorted(wanted), key=lambda facet: facet.split(":")[1])
    return all(not set(has).isdisjoint(some) for _name, some in by_name)

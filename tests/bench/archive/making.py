"""Thousands of published minutes, each of a meeting of its own, and the index of them: rows like those of the demo, put
in as they are.

What services would do besides (entries of the ledger, revisions) is not what is measured.
"""

import datetime
import random
import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection, models
from django.utils import timezone

from tests.search.questions import papers

AT_ONCE = 1_000
FIRST_DAY = datetime.datetime(1996, 1, 1, 9, tzinfo=datetime.UTC)


class Words:
    """Minutes of ten sentences each, out of what the documents of the questions say, with amounts of their own."""

    def __init__(self) -> None:
        self.chance = random.Random(20)
        self.titles = [paper.title for paper in papers()]
        self.sentences = [line for paper in papers() for line in paper.text.splitlines()]

    def title(self, number: int) -> str:
        return f"{self.chance.choice(self.titles)} {number}"

    def text(self) -> str:
        said = self.chance.choices(self.sentences, k=10)
        return "\n".join([*said, f"Anggaran Rp{self.chance.randrange(10**6, 10**10):,}".replace(",", ".")])


def add_minutes(count: int) -> None:
    """Beside those of the demo; the pages of the tree are numbered as Wagtail does it."""
    from forum.models import MeetingIndexPage, MeetingPage, Organisation
    from minutes.models import ActionItem, Attendance, Decision, MinutesPage

    index, like = MeetingIndexPage.objects.first(), MinutesPage.objects.live().first()
    if index is None or like is None:
        raise RuntimeError("There is no demo.")
    meeting, words = like.meeting, Words()
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    already, first = index.get_children_count(), models.Max("pk")
    key = (like.page_ptr.__class__.objects.aggregate(last=first)["last"] or 0) + 1
    rows: dict[type[models.Model], list[models.Model]] = {Attendance: [], Decision: [], ActionItem: []}
    for number in range(count):
        day = FIRST_DAY + datetime.timedelta(hours=5 * number)
        title, text = words.title(number), words.text()
        path = index._get_path(index.path, index.depth + 1, 1_000 + already + number)
        above = {"title": title, "path": path, "day": day, "slug": f"arsip-{number}", "url": index.url_path}
        _page(meeting, key, depth=index.depth + 1, numchild=1, **above)
        _child(meeting, key, starts_at=day, ends_at=None)
        below = {**above, "title": f"Notula {title}", "path": f"{path}0001", "slug": "notula"}
        _page(like, key + 1, depth=index.depth + 2, numchild=0, **{**below, "url": f"{index.url_path}arsip-{number}/"})
        _child(like, key + 1, meeting_id=key, published_text=text, published_at=day)
        for place, organisation in enumerate(words.chance.sample(organisations, 3)):
            rows[Attendance].append(
                Attendance(minutes_id=key + 1, organisation_id=organisation, people=1, sort_order=place)
            )
        rows[Decision].append(Decision(minutes_id=key + 1, text=text.splitlines()[0], number=1))
        due = (day + datetime.timedelta(days=30)).date()
        item = ActionItem(
            minutes_id=key + 1, text=text.splitlines()[1], owner_id=organisations[0], due_date=due, number=1
        )
        rows[ActionItem].append(item)
        key += 2
        if len(ROWS) and len(next(iter(ROWS.values()))) >= AT_ONCE:
            _flush()
    _flush()
    for model, some in rows.items():
        model._default_manager.bulk_create(some, batch_size=AT_ONCE)
    type(index).objects.filter(pk=index.pk).update(numchild=already + count)
    _set_sequences(MeetingPage)


# --- rows of tables that inherit, which `bulk_create` does not take

ROWS: dict[tuple[str, tuple[str, ...]], list[list[Any]]] = {}


def _page(like: Any, key: int, *, path: str, day: Any, slug: str, url: str, **fields: Any) -> None:
    known = {"latest_revision_id": None, "live_revision_id": None, "draft_title": fields["title"], "slug": slug}
    known |= {"url_path": f"{url}{slug}/", "translation_key": uuid.uuid4(), "first_published_at": day}
    from wagtail.models import Page

    _row(Page, like, id=key, path=path, last_published_at=day, latest_revision_created_at=day, **known, **fields)


def _child(like: Any, key: int, **fields: Any) -> None:
    _row(type(like), like, page_ptr_id=key, **fields)


def _row(model: type[models.Model], like: models.Model, **fields: Any) -> None:
    own = list(model._meta.local_concrete_fields)
    values = [
        field.get_db_prep_save(fields.get(field.attname, field.value_from_object(like)), connection) for field in own
    ]
    ROWS.setdefault((model._meta.db_table, tuple(field.column for field in own)), []).append(values)


def _flush() -> None:
    with connection.cursor() as cursor:
        for (table, columns), values in sorted(ROWS.items(), key=lambda one: one[0][0] != "wagtailcore_page"):
            names = ", ".join(f'"{column}"' for column in columns)
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
    ROWS.clear()


def _set_sequences(model: type[models.Model]) -> None:
    from django.core.management.color import no_style
    from wagtail.models import Page

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)


# --- the index


def add_to_index() -> int:
    """What the minutes themselves give to be found, weighed as always, put in many at a time."""
    from minutes.models import Decision, MinutesPage
    from search import index
    from search.index.writing import facets_of
    from search.models import Document, Posting, Term
    from search.text.weighing import weigh

    groups = index.current_groups()
    known = set(Document.objects.values_list("owner", flat=True))
    texts = dict(Term.objects.values_list("text", "pk"))

    def entries() -> Iterator[tuple[str, index.Entry]]:
        came = _came()
        for pk, title, text, day in (
            MinutesPage.objects.live().values_list("pk", "title", "published_text", "meeting__starts_at").iterator()
        ):
            if (owner := f"minutes.minutespage:{pk}") not in known:
                shared = {"page": pk, "day": timezone.localtime(day).date()}
                facets = [":meeting:coordination", *came.get(pk, ()), ":status:open", ":has:decision"]
                yield owner, index.Entry(Document.Kind.MINUTES, title, text, facets=facets, **shared)
                decided = index.Entry(Document.Kind.DECISION, text.splitlines()[0], title, part="keputusan/1", **shared)
                yield owner, decided

    waiting, count = entries(), 0
    while some := list(islice(waiting, AT_ONCE)):
        documents, weights = [], []
        for owner, entry in some:
            document = Document(
                key=f"{owner}/{entry.part}", owner=owner, kind=entry.kind, page_id=entry.page, title=entry.title,
                text=entry.text, day=entry.day, facets=facets_of(entry), digest="",
            )  # fmt: skip
            documents.append(document)
            weights.append(weigh(entry.fields(), groups) | dict.fromkeys(document.facets, 0) | {f"@{entry.day}": 1000})
        Document.objects.bulk_create(documents)
        new = sorted({term for one in weights for term in one} - texts.keys())
        texts |= {term.text: term.pk for term in Term.objects.bulk_create([Term(text=text) for text in new])}
        Posting.objects.bulk_create(
            [
                Posting(document_id=document.pk, term_id=texts[term], weight=weight)
                for document, one in zip(documents, weights, strict=True)
                for term, weight in one.items()
            ],
            batch_size=5_000,
        )
        count += len(some)
    assert Decision.objects.exists()
    return count


def _came() -> dict[int, list[str]]:
    from minutes.models import Attendance

    found: dict[int, list[str]] = {}
    for pk, slug in Attendance.objects.values_list("minutes", "organisation__slug").iterator():
        found.setdefault(pk, []).append(f":organisation:{slug}")
    return found


def analyse() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

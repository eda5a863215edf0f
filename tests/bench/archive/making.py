"""Thousands of published minutes, each of a meeting of its own, and the index of them: rows like those of the demo, put
in as they are.

What services would do besides (entries of the ledger, revisions) is not what is measured.
"""

import datetime
import random
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from tests.search.questions import papers

AT_ONCE, DISTINCT = 1_000, 440
BUSIEST, DONE = (
    0.3,
    0.6,
)  # of the follow-ups and inputs those of one organisation; of the follow-ups those that are done
FIRST_DAY = datetime.datetime(1996, 1, 1, 9, tzinfo=datetime.UTC)


class Words:
    """Minutes of ten sentences each, out of what the documents of the questions say. Some hundred of them come again
    and again, so that each is taken apart once."""

    def __init__(self) -> None:
        self.chance = random.Random(20)
        said = list(papers())
        sentences = [line for paper in said for line in paper.text.splitlines()]
        self.texts = ["\n".join(self.chance.choices(sentences, k=10)) for _number in range(DISTINCT)]
        self.titles = [paper.title for paper in said]

    def one(self) -> tuple[str, str]:
        number = self.chance.randrange(DISTINCT)
        return self.titles[number % len(self.titles)], self.texts[number]


def add_minutes(count: int) -> None:
    """Beside those of the demo; the pages of the tree are numbered as Wagtail does it."""
    from forum.models import MeetingIndexPage, MeetingPage, Organisation
    from minutes.models import ActionItem, ActionReport, Attendance, Decision, Input, MinutesPage
    from minutes.models.items.actions import standing

    index, like = MeetingIndexPage.objects.first(), MinutesPage.objects.live().first()
    if index is None or like is None:
        raise RuntimeError("There is no demo.")
    meeting, words = like.meeting, Words()
    organisations = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    already, first = index.get_children_count(), models.Max("pk")
    key = (like.page_ptr.__class__.objects.aggregate(last=first)["last"] or 0) + 1
    kinds: list[type[models.Model]] = [Attendance, Decision, Input, ActionReport, ActionItem]
    rows: dict[type[models.Model], list[models.Model]] = {kind: [] for kind in kinds}
    for number in range(already, already + count):
        day = FIRST_DAY + datetime.timedelta(hours=5 * number)
        title, text = words.one()
        path = index._get_path(index.path, index.depth + 1, 1_000 + number)
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
        speaker = organisations[0] if words.chance.random() < BUSIEST else words.chance.choice(organisations)
        rows[Input].append(Input(minutes_id=key + 1, text=text.splitlines()[2], organisation_id=speaker, number=1))
        owner = organisations[0] if words.chance.random() < BUSIEST else words.chance.choice(organisations)
        item = {"minutes_id": key + 1, "text": text.splitlines()[1], "owner_id": owner, "due_date": due, "number": 1}
        state = "done" if words.chance.random() < DONE else "open"
        rows[ActionItem].append(ActionItem(**item, **standing(state)))
        if state == "done":
            rows[ActionReport].append(ActionReport(minutes_id=key + 1, number=1, state=state, note="Sudah selesai."))
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
    with transaction.atomic(), connection.cursor() as cursor:
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
    from minutes.models import MinutesPage
    from search import index
    from search.index.writing import facets_of
    from search.models import Document, Term
    from search.text.weighing import FULL, weigh

    groups, came, spoke = index.current_groups(), _of_organisations("Attendance"), _of_organisations("Input", "speaker")
    known = set(Document.objects.values_list("owner", flat=True))
    texts = dict(Term.objects.values_list("text", "pk"))
    weighed: dict[tuple[str, str], dict[str, int]] = {}

    def entries() -> Iterator[tuple[str, index.Entry]]:
        fields = ("pk", "title", "published_text", "meeting__starts_at")
        for pk, title, text, day in MinutesPage.objects.live().values_list(*fields).iterator():
            if (owner := f"minutes.minutespage:{pk}") not in known:
                shared: dict[str, Any] = {"page": pk, "day": timezone.localtime(day).date()}
                facets = [
                    ":meeting:coordination",
                    *came.get(pk, ()),
                    *spoke.get(pk, ()),
                    ":status:open",
                    ":has:decision",
                ]
                yield owner, index.Entry(Document.Kind.MINUTES, title, text, facets=facets, **shared)
                decision = text.partition("\n")[0]
                yield owner, index.Entry(Document.Kind.DECISION, decision, title, part="keputusan/1", **shared)

    def weights_of(entry: index.Entry) -> dict[str, int]:
        key = (entry.title, entry.text)
        if key not in weighed:
            weighed[key] = weigh(entry.fields(), groups)
        return {**weighed[key], **dict.fromkeys(facets_of(entry), 0), f"@{entry.day}": FULL}

    waiting, count = entries(), 0
    while some := list(islice(waiting, AT_ONCE)):
        documents = [
            Document(
                key=f"{owner}/{entry.part}", owner=owner, kind=entry.kind, page_id=entry.page, title=entry.title,
                text=entry.text, day=entry.day, facets=facets_of(entry), digest="",
            )
            for owner, entry in some
        ]  # fmt: skip
        weights = [weights_of(entry) for _owner, entry in some]
        Document.objects.bulk_create(documents)
        new = sorted({term for one in weights for term in one} - texts.keys())
        texts |= {term.text: term.pk for term in Term.objects.bulk_create([Term(text=text) for text in new])}
        _insert_postings(
            (document.pk, texts[term], weight)
            for document, one in zip(documents, weights, strict=True)
            for term, weight in one.items()
        )
        count += len(some)
    return count


def _insert_postings(rows: Iterable[tuple[int, int, int]]) -> None:
    sql = "INSERT INTO search_posting (document_id, term_id, weight) VALUES (%s, %s, %s)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(sql, list(rows))


def _of_organisations(model: str, facet: str = "organisation") -> dict[int, list[str]]:
    from django.apps import apps

    found: dict[int, list[str]] = {}
    rows = apps.get_model("minutes", model)._default_manager.exclude(organisation=None)
    for pk, slug in rows.values_list("minutes", "organisation__slug").iterator():
        found.setdefault(pk, []).append(f":{facet}:{slug}")
    return found


def analyse() -> None:
    """As PostgreSQL does by itself. SQLite as installed knows nothing of how many rows there are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

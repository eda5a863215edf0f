"""The history of a draft in pages of lines. Entries about the sources of one version's changes that follow one another
are one line with their number."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, QuerySet, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Lead, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import DecreePage
from forum import ledger
from forum.models import LedgerEntry

PER_PAGE = 20
TO_AN_ANSWER = (events.ANSWER_ACCEPTED, events.OBJECTION_MAINTAINED)


def timeline_page(decree: DecreePage, user: Any, number: str | None) -> Page[LedgerEntry]:
    """The newest first. The newest of several joined entries is shown; `times` is their number."""
    lines = _lines(ledger.timeline(decree.pk, permissions.readable_entries_q(user, decree)))
    page = Paginator(lines, PER_PAGE).get_page(number)
    # One more than is shown: the number of entries joined in the last line shown follows from the line after it.
    found: list[Any] = list(lines[page.start_index() - 1 : page.end_index() + 1]) if page.paginator.count else []
    for entry, older in zip_longest(found, found[1:]):
        entry.times = entry.place - (older.place if older else 0)
        entry.url = _address(entry)
    page.object_list = found[: len(page.object_list)]
    _say_to_which_answer(page.object_list)
    return page


def _say_to_which_answer(entries: Iterable[Any]) -> None:
    """What is said to an answer stays with that answer; `beside` names it by its day."""
    said = [entry for entry in entries if entry.verb in TO_AN_ANSWER and "answer" in entry.data]
    wanted = {entry.data["answer"] for entry in said}
    given = dict(LedgerEntry.objects.filter(seq__in=wanted).values_list("seq", "at")) if wanted else {}
    for entry in said:
        if at := given.get(entry.data["answer"]):
            entry.beside = _("to the answer of %(date)s") % {"date": date_format(timezone.localtime(at), "j F Y")}


def _lines(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """The entries without those joined to a newer one. `place` counts all entries from the oldest."""
    version = Coalesce(Cast(KeyTextTransform("version", "data"), CharField()), Value(""))
    numbered = entries.annotate(place=Window(RowNumber(), order_by="seq"), version=version).annotate(
        newer_verb=_newer("verb"), newer_actor=_newer("actor_label"), newer_version=_newer("version")
    )
    alike: dict[str, Any] = {"newer_actor": F("actor_label"), "newer_version": F("version")}
    return numbered.exclude(verb=events.CHANGES_EXPLAINED, newer_verb=events.CHANGES_EXPLAINED, **alike)


def _newer(field: str) -> Window:
    """The field of the next newer entry. Never NULL, because a comparison with NULL is never true."""
    return Window(Lead(field, default=Value("")), order_by="seq")  # type: ignore[arg-type]


def _address(entry: LedgerEntry) -> str:
    """The address of the thing that the entry is about."""
    data, page = entry.data, entry.page_id
    if "comment" in data:
        return reverse("decrees:comment-detail", args=[page, data["comment"]])
    if entry.verb == events.CHANGES_EXPLAINED:
        return reverse("decrees:compare", args=[page, data["version"] - 1, data["version"]])
    return reverse("decrees:version-detail", args=[page, data["version"]]) if "version" in data else ""

"""The history of a draft, a page at a time."""

import pytest
from django.test import Client
from django.urls import reverse

from decrees import events
from decrees.reading.timeline import PER_PAGE
from forum import ledger
from tests.factories import commented, open_draft

pytestmark = pytest.mark.django_db


def history(version, page=None):
    return Client().get(reverse("decrees:version-list", args=[version.decree_id]), {"page": page} if page else {})


def lines(version, page=None):
    return [(entry.verb, entry.times) for entry in history(version, page).context["entries"]]


def explained(version, times, number=2):
    told = {"target": version, "page": version.decree, "by": None, "actor_label": "Bagian Hukum"}
    for _ in range(times):
        ledger.append(events.CHANGES_EXPLAINED, data={"version": number}, **told)


def test_every_entry_is_on_one_page_and_pages_lead_to_each_other():
    version, _, member = open_draft()
    comments = [commented(version, member) for _ in range(2 * PER_PAGE)]
    pages = [history(version, page) for page in (1, 2, 3)]
    entries = [entry for page in pages for entry in page.context["entries"]]
    assert [len(page.context["entries"]) for page in pages] == [PER_PAGE, PER_PAGE, 2]
    assert [entry.data["comment"] for entry in entries[: 2 * PER_PAGE]] == [one.pk for one in reversed(comments)]
    assert [entry.verb for entry in entries[-2:]] == [events.ROUND_OPENED, events.VERSION_CIRCULATED]
    html = pages[1].content.decode()
    assert 'href="?page=1#history"' in html
    assert 'href="?page=3#history"' in html


def test_changes_explained_in_a_row_are_one_line_also_over_the_end_of_a_page():
    version, _, member = open_draft()
    explained(version, PER_PAGE + 5)
    explained(version, 2, number=3)
    for _ in range(PER_PAGE - 1):
        commented(version, member)
    explained(version, 1, number=3)
    told, comment = events.CHANGES_EXPLAINED, events.COMMENT_ADDED
    assert lines(version) == [(told, 1)] + [(comment, 1)] * (PER_PAGE - 1)
    begun = [(events.ROUND_OPENED, 1), (events.VERSION_CIRCULATED, 1)]
    assert lines(version, 2) == [(told, 2), (told, PER_PAGE + 5), *begun]


def test_history_asks_as_often_for_many_entries_as_for_few(django_assert_num_queries):
    version, _, member = open_draft()
    commented(version, member)
    history(version)
    with django_assert_num_queries(13):
        history(version)
    for _ in range(2 * PER_PAGE):
        commented(version, member)
    explained(version, 3)
    for page in (1, 2, 3):
        with django_assert_num_queries(13):
            history(version, page)

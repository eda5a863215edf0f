"""What people look for is found: among the first five, for nineteen questions of twenty."""

from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from cms.services.preparing import SYNONYMS
from search.index import Entry, put
from search.models import Document, Synonyms
from search.reading import found
from tests.search.questions import NONE, askings, papers

FIRST = 5
LEAST = {"postgresql": 0.95, "sqlite": 0.92}


@pytest.fixture
def archive(db):
    Synonyms.objects.bulk_create(Synonyms(words=line.replace(", ", "\n")) for line in SYNONYMS)
    for paper in papers():
        entry = Entry(
            kind=Document.Kind.MINUTES, title=paper.title, text=paper.text, beside=paper.office, day=paper.day
        )
        put(paper.name, [entry])


def first_of(words):
    results = found(words, AnonymousUser())
    owners = dict(Document.objects.filter(pk__in=results.keys[:FIRST]).values_list("pk", "owner"))
    return [owners[key] for key in results.keys[:FIRST]]


def recall(asking):
    """Which part of the answers is among the first."""
    return len(asking.answers & set(first_of(asking.words))) / len(asking.answers)


@pytest.mark.usefixtures("archive")
def test_answers_are_among_the_first_five():
    asked = [asking for asking in askings() if asking.kind != NONE]
    recalls = {asking: recall(asking) for asking in asked}
    missed = Counter(asking.kind for asking in asked if recalls[asking] < 1)
    lost = [(asking.words, first_of(asking.words)) for asking in asked if recalls[asking] < 1 and not asking.held_out]
    for held_out in (True, False):
        some = [recalls[asking] for asking in asked if asking.held_out == held_out]
        assert sum(some) / len(some) >= LEAST[connection.vendor], (missed, lost)


@pytest.mark.usefixtures("archive")
def test_what_nobody_wrote_finds_nothing_and_beside_what_somebody_wrote_it_does_no_harm():
    assert first_of("zxqvbn wkrtp") == first_of('"gunung salju"') == first_of("") == first_of('%_"') == []
    assert first_of("zxqvbn musrenbang Malo") == first_of("musrenbang Malo") != []

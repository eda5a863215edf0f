"""Each kind of entry is defined once: for whom it is, what its data holds; what is no longer known stays readable."""

import pytest
from django.db import transaction
from django.db.models import Q

from forum import events, ledger
from forum.audiences import PUBLIC, SECRETARIAT
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory, secretariat_user
from tests.factories.forum import meeting_page

pytestmark = pytest.mark.django_db


def append(verb=events.RECORD_SAVED, **values):
    with transaction.atomic():
        target = OrganisationFactory()
        given = {"audience": SECRETARIAT, "data": {"record": "organisation"}, **values}
        return ledger.append(verb, target=target, by=secretariat_user(), **given)


def test_entry_that_its_definition_allows_is_made():
    assert append().data == {"record": "organisation"}


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"audience": PUBLIC}, "is not for public"),
        ({"audience": "organisation:1"}, "is not for organisation"),
        ({"data": {"record": "organisation", "name": "BI"}}, "holds no name"),
    ],
)
def test_entry_that_its_definition_does_not_allow_is_refused(values, error):
    before = LedgerEntry.objects.count()
    with pytest.raises(ValueError, match=error):
        append(**values)
    assert LedgerEntry.objects.count() == before


def test_entry_of_a_retired_verb_keeps_the_timeline_readable():
    assert LedgerEntry(verb="letter.sealed", seq=1).sentence == str(events.RETIRED)


def test_entry_is_told_under_its_page_and_others_that_it_concerns():
    own, other, third = meeting_page(), meeting_page(), meeting_page()
    entry = append(page=own, also=[other, own])
    told = [
        ledger.timeline(page.pk, Q(audience=SECRETARIAT)).filter(pk=entry.pk).exists() for page in (own, other, third)
    ]
    assert told == [True, True, False]
    assert (entry.page_id, ledger.verify()) == (own.pk, None)

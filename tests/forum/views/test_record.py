"""Anybody gets the whole chain with its proofs; what is not theirs to read is in it as a number and a leaf."""

import json

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from forum import events, ledger
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from forum.ledger import proofs
from forum.views import record as views
from tests.factories import OrganisationFactory, member_of
from tests.factories.forum import meeting_page

pytestmark = pytest.mark.django_db
CLOSED = {"seq", "previous", "leaf", "digest"}


def add(verb=events.MEETING_CHANGED, page=None, **values):
    return ledger.append(verb, target=OrganisationFactory(), page=page, by=None, **values)


def fetch(client, name, *args, query=""):
    return client.get(reverse(f"forum:{name}", args=args) + query)


def told(client, entry):
    return fetch(client, "entry", entry.seq).json()


def test_public_entry_is_given_with_all_that_its_digest_covers(client):
    entry = add(page=meeting_page(), data={"title": "Rapat"})
    file = told(client, entry)
    assert (file["schema"], file["digest"]) == ("mufakat.entry/1", entry.digest)
    assert file["entry"]["data"] == {"title": "Rapat"}
    assert ledger.digest_of(file["entry"]) == file["leaf"]
    assert ledger.digest_of({key: file[key] for key in ("seq", "previous", "leaf")}) == entry.digest


def test_nobody_learns_which_login_it_was(client):
    user = member_of(OrganisationFactory())
    entries = [ledger.append(events.MEETING_CHANGED, target=user, page=None, by=user) for _ in range(2)]
    files = [told(client, entry) for entry in entries]
    actors = {file["entry"]["actor"] for file in files}
    assert len(actors) == 2
    known = ["", None, *(value for file in files for value in file.values() if isinstance(value, str))]
    assert not actors & {ledger.digest_of([salt, "actor", user.pk]) for salt in known}
    assert not any(entry.salt in json.dumps(file) for entry in entries for file in files)


@pytest.mark.parametrize(("verb", "audience"), [(events.RSVP_ANSWERED, MEMBERS), (events.LOGIN_INVITED, SECRETARIAT)])
def test_entry_that_is_not_public_gives_its_place_in_the_chain_only(client, verb, audience):
    assert set(told(client, add(verb, audience=audience))) == {"schema", "site"} | CLOSED


def test_public_entry_is_open_only_while_its_page_is(client):
    page = meeting_page()
    entry = add(page=page)
    assert "entry" in told(client, entry)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    hidden = told(client, entry)
    assert (set(hidden), hidden["digest"]) == ({"schema", "site"} | CLOSED, entry.digest)


def test_same_answer_for_everybody(client):
    entry = add(events.RSVP_ANSWERED, audience=MEMBERS)
    stranger = told(client, entry)
    client.force_login(member_of(OrganisationFactory()))
    assert told(client, entry) == stranger


def test_entry_from_before_there_were_salts_can_not_be_guessed():
    entry = add(events.RSVP_ANSWERED, audience=MEMBERS)
    entry.salt = None
    assert proofs.proof_of(entry, is_open=False) == {"seq": entry.seq}


@pytest.mark.parametrize("query", ["?dari=", "?dari=x", "?dari=-1", "?dari=" + "9" * 30])
def test_part_of_the_chain_that_cannot_be_meant_is_not_found(client, query):
    assert fetch(client, "chain", query=query).status_code == 404


def test_entry_that_is_not_there_is_not_found(client):
    assert fetch(client, "entry", 999_999_999).status_code == 404


def test_chain_comes_in_parts_that_lead_to_the_next(client, monkeypatch):
    monkeypatch.setattr(proofs, "PER_PAGE", 3)
    entries = [add() for _ in range(7)]
    address, seqs = reverse("forum:chain") + f"?dari={entries[0].seq}", []
    while address:
        part = client.get(address).json()
        seqs += [one["seq"] for one in part["entries"]]
        address = part["next"]
    assert seqs == [entry.seq for entry in entries]


def test_number_of_queries_does_not_grow_with_the_chain(client, django_assert_num_queries):
    page = meeting_page()
    add(page=page)
    fetch(client, "chain")  # what a process asks once is asked
    with django_assert_num_queries(QUERIES):
        fetch(client, "chain")
    for _ in range(20):
        add(page=page)
        add(events.RSVP_ANSWERED, audience=MEMBERS)
    with django_assert_num_queries(QUERIES):
        fetch(client, "chain")


QUERIES = 15


def test_many_requests_from_one_address_are_refused(client, monkeypatch):
    monkeypatch.setattr(views, "REQUESTS_PER_HOUR", 2)
    entry = add(audience=PUBLIC)
    assert [fetch(client, "entry", entry.seq).status_code for _ in range(3)] == [200, 200, 429]


def test_page_tells_how_to_check_and_where_the_record_stands(client):
    entry = add()
    page = fetch(client, "record").content.decode()
    assert entry.digest in page
    assert "mufakat_verify.py" in page
    assert f'href="{reverse("forum:record")}"' in page

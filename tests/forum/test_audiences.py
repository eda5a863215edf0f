"""Audiences as values: how they are spelled, whom they cover, and that nothing else is stored as one."""

import pytest
from django.db import IntegrityError, connection, transaction

from forum import events, ledger
from forum.audiences import MEMBERS, PUBLIC, ROLES, SECRETARIAT, Audience
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory


@pytest.mark.parametrize("text", ["public", "members", "secretariat", "organisation:7"])
def test_what_is_spelled_right_is_parsed_and_written_back(text):
    assert str(Audience.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "Public", "organisation", "organisation:", "organisation:0", "organisation:x", "all"]
)
def test_what_is_no_audience_is_refused(text):
    with pytest.raises(ValueError, match="no audience"):
        Audience.parse(text)


def test_each_role_reads_what_is_for_those_below_it():
    assert [[other for other in ROLES if role.covers(other)] for role in ROLES] == [
        [PUBLIC],
        [PUBLIC, MEMBERS],
        [PUBLIC, MEMBERS, SECRETARIAT],
    ]


def test_nobody_but_its_own_people_reads_what_is_an_organisations():
    own = Audience("organisation:7")
    assert (own.is_private, own.organisation_id, own.kind, own.readers) == (True, 7, "organisation", (own,))
    assert [role.covers(own) for role in (*ROLES, Audience("organisation:8"))] == [False] * 4


@pytest.mark.django_db
def test_database_gives_an_audience_back_and_takes_nothing_else():
    with transaction.atomic():
        entry = ledger.append(events.RECORD_SAVED, target=OrganisationFactory(), by=None)
    assert LedgerEntry.objects.get(pk=entry.pk).audience.covers(MEMBERS)
    with pytest.raises(ValueError, match="no audience"):
        LedgerEntry(seq=entry.seq + 1, audience="everybody").save(force_insert=True)


@pytest.mark.django_db
@pytest.mark.parametrize("spelled", ["everybody", "", "Public", "organisation"])
def test_database_itself_refuses_what_is_spelled_like_no_audience(spelled):
    with transaction.atomic():
        entry = ledger.append(events.RECORD_SAVED, target=OrganisationFactory(), by=None)
    columns = ", ".join(field.column for field in LedgerEntry._meta.fields)
    changed = {"seq": entry.seq + 1, "digest": "f" * 64, "audience": spelled}
    row = [
        changed.get(field.column, field.get_db_prep_save(getattr(entry, field.attname), connection))
        for field in LedgerEntry._meta.fields
    ]
    insert = f"INSERT INTO {LedgerEntry._meta.db_table} ({columns}) VALUES ({', '.join(['%s'] * len(row))})"
    with (
        pytest.raises(IntegrityError, match="entry_audience_form"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, row)
    with connection.cursor() as cursor:
        cursor.execute(insert, [("members" if value == spelled else value) for value in row])

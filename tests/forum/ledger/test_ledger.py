"""The ledger adds, never changes, and knows when somebody did."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from forum import events, ledger
from forum.models import LedgerEntry
from tests.factories import MembershipFactory, OrganisationFactory, PostFactory, member_of

pytestmark = pytest.mark.django_db


def add(n=3, **kwargs):
    organisation = OrganisationFactory()
    return [ledger.append(events.RSVP_ANSWERED, target=organisation, by=None, **kwargs) for _ in range(n)]


def unguard():
    """What somebody with the database's password could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_no_update")
            cursor.execute("DROP TRIGGER ledger_no_delete")
        else:
            cursor.execute("ALTER TABLE forum_ledgerentry DISABLE TRIGGER ledger_guard")


def test_entries_are_numbered_from_the_last_and_chained():
    first, second, third = add(3)
    assert [second.seq - first.seq, third.seq - second.seq] == [1, 1]
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert ledger.verify() is None


def test_unknown_verb_is_refused():
    with pytest.raises(KeyError):
        ledger.append("rsvp.anwsered", target=OrganisationFactory(), by=None)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_an_entry(change):
    entry = add(1)[0]
    entries = LedgerEntry.objects.filter(pk=entry.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entries.update(verb="x") if change == "update" else entries.delete()
    assert LedgerEntry.objects.get(pk=entry.pk).verb == events.RSVP_ANSWERED


@pytest.mark.parametrize("field", ["verb", "audience", "actor_label", "target", "content", "previous", "digest"])
def test_verify_names_the_entry_in_which_one_byte_changed(field):
    entries = add(5, content="isi", actor_label="Dinas Kominfo")
    victim = entries[2]
    unguard()
    value = getattr(victim, field)
    changed = value[:-1] + ("x" if value[-1] != "x" else "y")
    # What is spelled like no audience, the database refuses even then.
    LedgerEntry.objects.filter(pk=victim.pk).update(**{field: "organisation:7" if field == "audience" else changed})
    broken = ledger.verify()
    assert broken is not None
    assert broken.seq == victim.seq


def test_verify_names_a_missing_entry():
    victim = add(5)[3]
    unguard()
    LedgerEntry.objects.filter(pk=victim.pk).delete()
    assert ledger.verify().seq == victim.seq


def test_verify_sees_that_the_last_entries_are_gone():
    victim = add(5)[4]
    unguard()
    LedgerEntry.objects.filter(pk=victim.pk).delete()
    assert ledger.verify().seq == victim.seq


def test_actor_is_shown_by_office_and_organisation_not_by_name():
    organisation = OrganisationFactory(name="Dinas Kominfo")
    user = member_of(organisation)
    MembershipFactory(
        person=user.person, organisation=organisation, post=PostFactory(organisation=organisation, label="Sekretaris"),
        start_date=datetime.date(2018, 1, 1),
    )  # fmt: skip
    entry = ledger.append(events.RSVP_ANSWERED, target=organisation, by=user)
    assert entry.actor_label == "Sekretaris, Dinas Kominfo"
    assert user.person.name not in entry.actor_label
    assert entry.organisation == organisation

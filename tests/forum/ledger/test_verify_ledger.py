"""The command says what `ledger.verify` finds, in words and by its exit code."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from forum import ledger
from forum.ledger.triggers import expected
from forum.models import LedgerEntry, LedgerHead
from tests.factories import OrganisationFactory
from tests.factories.decrees import circulated
from tests.factories.minutes import minutes_page
from tests.forum.ledger.test_ledger import add, unguard

pytestmark = pytest.mark.django_db


def test_intact_ledger_is_counted():
    last = add(3)[-1]
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue() == f"Ledger intact: {last.seq} entries.\n"


def test_broken_entry_is_named():
    victim = add(3)[1]
    unguard()
    LedgerEntry.objects.filter(pk=victim.pk).update(target="forum.organisation:0")
    with pytest.raises(CommandError, match=rf"^Ledger broken at entry {victim.seq}: was changed") as refusal:
        call_command("verify_ledger")
    assert refusal.value.returncode == 1


def test_entry_behind_the_head_is_found():
    """Whoever writes past the writers' queue does not move the head."""
    last = add(3)[-1]
    LedgerHead.objects.update(seq=last.seq - 1, digest=last.previous)
    assert ledger.verify().seq == last.seq


def test_entry_sealed_in_the_earlier_way_holds_before_the_first_with_a_salt_and_nowhere_else():
    first, second = add(2)
    unguard()
    first.salt = None
    first.digest = ledger.seal(first)
    second.previous = first.digest
    second.digest = ledger.seal(second)
    for entry in (first, second):
        entry.save()
    LedgerHead.objects.update(digest=second.digest)
    if first.seq == 1:
        assert ledger.verify() is None
    second.salt, third = None, add(1)[0]
    second.digest = third.previous = ledger.seal(second)
    third.digest = ledger.seal(third)
    for entry in (second, third):
        entry.save()
    LedgerHead.objects.update(digest=third.digest)
    assert ledger.verify() is None
    second.salt = "0" * 64
    second.digest = ledger.seal(second)
    third.previous, third.salt = second.digest, None
    third.digest = ledger.seal(third)
    for entry in (second, third):
        entry.save()
    assert ledger.verify().reason == "is sealed in the earlier way, after one that is not"


def test_text_of_a_version_that_was_changed_past_everything_is_named():
    version = circulated()
    call_command("verify_ledger", stdout=StringIO())
    with connection.cursor() as cursor:
        for trigger in [one for one in expected(connection) if one.table == "decrees_version"]:
            cursor.execute(f"DROP TRIGGER {trigger.name}" + (f" ON {trigger.table}" if trigger.calls else ""))
    tree = {**version.tree, "title": "Lain"}
    type(version).objects.filter(pk=version.pk).update(tree=tree)
    with pytest.raises(
        CommandError, match=f"version 1 of draft {version.decree_id} is not the one that was circulated"
    ):
        call_command("verify_ledger", stdout=StringIO())


def test_minutes_that_were_changed_past_everything_are_named():
    minutes = minutes_page(present=[OrganisationFactory()], state="published")
    call_command("verify_ledger", stdout=StringIO())
    minutes.decisions.update(text="Lain.")
    with pytest.raises(CommandError, match=f"minutes {minutes.pk} are not as they were published"):
        call_command("verify_ledger", stdout=StringIO())

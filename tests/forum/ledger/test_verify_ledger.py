"""The command says what `ledger.verify` finds, in words and by its exit code."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from forum.models import LedgerEntry
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

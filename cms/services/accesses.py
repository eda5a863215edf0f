"""Whoever is shown personal data of others leaves a row: outside the ledger, whose head a page that is only read must
not wait for."""

from django.db.models import F

from cms.models import Access
from forum import clock
from forum.models import User


def note_access(login: User, kind: Access.Kind, about: int) -> None:
    one = {"login": login, "day": clock.today(), "kind": kind, "about": about}
    now = clock.now()
    if not Access.objects.filter(**one).update(times=F("times") + 1, last_at=now):
        Access.objects.create(**one, last_at=now)


def forget_accesses() -> int:
    return Access.objects.past().delete()[0]

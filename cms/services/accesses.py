"""Whoever is shown personal data of others leaves a row: outside the ledger, whose head a page that is only read must
not wait for."""

from cms.models import Access
from forum import clock
from forum.models import User


def note_access(login: User, kind: Access.Kind, about: int) -> None:
    Access.objects.count_once_more(login=login, day=clock.today(), kind=kind, about=about)


def forget_accesses() -> int:
    return Access.objects.past().delete()[0]

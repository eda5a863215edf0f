"""What is done once a day: who is to be told, and what is forgotten."""

import datetime

from django.db.models import Min, Q
from django.utils import timezone

from forum import clock
from search.models import SavedSearch
from search.services import tasks


def tell_all() -> str:
    """A task for each address that was told nothing today."""
    today = timezone.localdate(clock.now())
    waiting = SavedSearch.objects.confirmed().filter(Q(told_on=None) | Q(told_on__lt=today))
    first = list(waiting.values("email").annotate(first=Min("pk")).values_list("first", flat=True).order_by("first"))
    for pk in first:
        tasks.mail_finds.enqueue(pk)
    return f"{len(first)} addresses are looked at"


def forget_searches(*, at: datetime.datetime | None = None) -> str:
    """What nobody confirmed, and what nobody kept for another year."""
    gone, _tables = SavedSearch.objects.over(at or clock.now()).delete()
    return f"{gone} saved searches forgotten"


def forget_searches_of(addresses: list[str]) -> None:
    """Somebody wants what is stored about them erased."""
    SavedSearch.objects.filter(email__in=addresses).delete()

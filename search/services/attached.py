"""Attached files are read after the answer; what was missed is taken up every hour."""

import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.documents import get_document_model

from forum import clock
from forum.models import AgendaPaper, MeetingPage
from search.files import KINDS, kind_of
from search.services import tasks
from search.services.files import pages_with
from search.services.following import follow

AT_ONCE = 200
LOOKED_BACK = datetime.timedelta(days=3)
Document: Any = get_document_model()


@receiver(post_save, sender=Document)
def hear_of_file(sender: Any, instance: Any, **kwargs: Any) -> None:
    if kind_of(instance.filename):
        transaction.on_commit(partial(tasks.read_file.enqueue, instance.pk), robust=True)


def follow_file(pk: int) -> None:
    """It goes out of sight, or is shown again: on whatever page it stands."""
    transaction.on_commit(lambda: follow([], pages_with(pk)), robust=True)


def read_unread() -> str:
    """What nobody has read yet: files from before there was a search, and those whose task was lost. Papers that are
    free since their meeting is over are found from then on."""
    unread = Document.objects.filter(file_text=None).filter(_is_of_our_kinds())
    waiting = list(unread.order_by("-pk").values_list("pk", flat=True)[:AT_ONCE])
    for pk in waiting:
        tasks.read_file.enqueue(pk)
    follow([], _pages_with_freed_papers())
    return f"{len(waiting)} files are read"


def _is_of_our_kinds() -> Q:
    named = Q()
    for kind in KINDS:
        named |= Q(file__iendswith=f".{kind}")
    return named


def _pages_with_freed_papers() -> list[int]:
    """Nothing is told when a meeting ends: the clock frees them."""
    now = clock.now()
    kept = AgendaPaper.objects.filter(audience=AgendaPaper.Audience.UNTIL_OVER).values("meeting")
    held = MeetingPage.objects.live().filter(pk__in=kept, starts_at__lte=now)
    recent = held.filter(Q(ends_at__gte=now - LOOKED_BACK) | Q(ends_at=None, starts_at__gte=now - LOOKED_BACK))
    return [meeting.pk for meeting in recent if meeting.is_over]

"""The index hears what the ledger is told: of each row and page of an entry it is looked at anew what is to be found.

What is found already is put right as soon as the transaction is over: hidden words are gone with the answer to whoever
hid them. What is new may wait for the queue.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page

from forum.ledger import appended
from forum.models.memory.commits import waiting_for_commit
from search import index
from search.index.sources import SOURCES, rows_told_of
from search.models import Document, Synonyms
from search.services import tasks


class Heard:
    """All that was told in one transaction, looked at when it is over."""

    def __init__(self) -> None:
        self.owners: set[str] = set()
        self.pages: set[int] = set()
        self.is_over = False
        self.__qualname__ = type(self).__qualname__  # Django names what fails after a commit

    def __call__(self) -> None:
        self.is_over = True
        follow(sorted(self.owners), sorted(self.pages))


@receiver(appended)
def hear(sender: Any, target: models.Model, pages: Sequence[int], **kwargs: Any) -> None:
    heard = _heard()
    rows = [row for row in rows_told_of(target) if row.pk]
    heard.owners.update(map(index.owner_of, rows))
    if not rows or any(isinstance(row, Page) for row in rows):  # a page says nothing of what stands on its own
        heard.pages.update(pages)


def _heard() -> Heard:
    for waiting in waiting_for_commit():
        if isinstance(waiting, Heard) and not waiting.is_over:
            return waiting
    heard = Heard()
    transaction.on_commit(heard, robust=True)
    return heard


def follow(owners: Iterable[str], pages: Sequence[int] = ()) -> None:
    wanted = dict.fromkeys([*owners, *_owners_of(pages)])
    found = set(Document.objects.filter(owner__in=wanted).values_list("owner", flat=True))
    for owner in found:
        index.refresh(owner)
    if new := [owner for owner in wanted if owner not in found]:
        tasks.index_rows.enqueue(new)


def _owners_of(pages: Sequence[int]) -> Iterator[str]:
    for page in Page.objects.filter(pk__in=pages) if pages else ():
        if page.specific_class in SOURCES:
            yield f"{page.specific_class._meta.label_lower}:{page.pk}"


@receiver(post_save, sender=Synonyms)
@receiver(post_delete, sender=Synonyms)
def follow_synonyms(sender: Any, **kwargs: Any) -> None:
    """Every text may hold one of the words."""
    transaction.on_commit(tasks.index_everything.enqueue, robust=True)

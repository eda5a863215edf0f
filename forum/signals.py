"""Wagtail publishes pages and does not know the ledger; here the ledger hears of it."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from forum import services
from forum.models.pages import RecordedPage


@receiver(page_published)
def record_publication(sender: type[Page], instance: Page, revision: Any = None, **kwargs: Any) -> None:
    if isinstance(instance, RecordedPage):
        services.record_publication(instance, by=revision.user if revision else instance.owner)


@receiver(page_unpublished)
def record_withdrawal(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, RecordedPage):
        services.record_withdrawal(instance)

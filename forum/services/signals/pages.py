"""Wagtail publishes, moves, restricts and deletes pages, and does not know the ledger; here the ledger hears of it."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move, pre_page_move

from forum import services
from forum.ledger.acting import acting_user
from forum.models.pages import RecordedPage


@receiver(page_published)
def record_publication(sender: type[Page], instance: Page, revision: Any = None, **kwargs: Any) -> None:
    """By whoever publishes; where nobody does (a day that was set), by whoever saved what is published."""
    if isinstance(instance, RecordedPage):
        services.record_publication(instance, by=acting_user() or (revision.user if revision else instance.owner))


@receiver(page_unpublished)
def record_withdrawal(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, RecordedPage):
        services.record_withdrawal(instance, by=acting_user())


@receiver(post_save, sender=PageViewRestriction)
def record_restriction(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    if by := acting_user():
        services.record_privacy(instance.page, restriction=instance, by=by)


@receiver(pre_delete, sender=PageViewRestriction)
def record_opening(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Before it goes: its page may go with it."""
    if by := acting_user():
        services.record_privacy(instance.page, restriction=None, by=by)


@receiver(pre_page_move)
def keep_address(sender: type[Page], instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        services.require_not_of_record(instance)


@receiver(post_page_move)
def record_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if by := acting_user():
        services.record_move(instance, by=by)


@receiver(pre_delete, sender=Page)
def record_deletion(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Whichever door it came by, alone or with the page above it."""
    services.require_not_of_record(instance)
    if by := acting_user():
        services.record_deletion(instance, by=by)

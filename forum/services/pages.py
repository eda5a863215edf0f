"""Publication of pages: Wagtail does it, the ledger records it."""

from django.db import transaction

from forum import ledger, permissions
from forum.models.ledger import LedgerEntry
from forum.models.pages import RecordedPage
from forum.models.people import User


@transaction.atomic
def publish_page(page: RecordedPage, *, by: User) -> RecordedPage:
    """Save a revision and publish it, as the editor's button does; the ledger hears of it by Wagtail's signal."""
    permissions.require(permissions.can_manage_forum(by))
    page.save_revision(user=by).publish(user=by)
    page.refresh_from_db()
    return page


@transaction.atomic
def record_publication(page: RecordedPage, *, by: User | None) -> LedgerEntry:
    published = f"{page.ledger_prefix}.published"
    first = not LedgerEntry.objects.filter(target=ledger.target_of(page), verb=published).exists()
    return ledger.append(
        published if first else f"{page.ledger_prefix}.changed",
        target=page,
        page=page,
        by=by,
        content=page.ledger_content(),
        data={"title": page.title},
    )


@transaction.atomic
def record_withdrawal(page: RecordedPage, *, by: User | None = None) -> LedgerEntry:
    return ledger.append(f"{page.ledger_prefix}.withdrawn", target=page, page=page, by=by, data={"title": page.title})

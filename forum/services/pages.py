"""Publication of pages: Wagtail does it, the ledger records it."""

from django.db import transaction

from forum import ledger, permissions
from forum.models import InvitationPage, LedgerEntry, MeetingPage, RecordedPage, User
from forum.reading import invitations
from forum.services.invitations import keep_calendar, send_invitation


@transaction.atomic
def publish_page(page: RecordedPage, *, by: User) -> RecordedPage:
    """Save a revision and publish it, as the editor's button does; the ledger hears of it by Wagtail's signal.

    May they? The forum answers that, not the tree's page permissions.
    """
    permissions.require(permissions.can_manage_forum(by))
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


@transaction.atomic
def record_publication(page: RecordedPage, *, by: User | None) -> LedgerEntry:
    if isinstance(page, InvitationPage):
        _freeze_letter(page)
    published = f"{page.ledger_prefix}.published"
    first = not LedgerEntry.objects.filter(target=ledger.target_of(page), verb=published).exists()
    entry = ledger.append(
        published if first else f"{page.ledger_prefix}.changed",
        target=page,
        page=page,
        by=by,
        audience=page.ledger_audience,
        content=page.ledger_content(),
        data={"title": page.title},
    )
    _follow_up(page, by=by)
    return entry


def _freeze_letter(invitation: InvitationPage) -> None:
    """The letter takes along the names, day and place that it is published with."""
    invitation.frozen = invitations.freeze(invitation)
    InvitationPage.objects.filter(pk=invitation.pk).update(frozen=invitation.frozen)


def _follow_up(page: RecordedPage, *, by: User | None) -> None:
    if isinstance(page, MeetingPage):
        keep_calendar(page)
    if isinstance(page, InvitationPage):
        send_invitation(page, by=by)


@transaction.atomic
def record_withdrawal(page: RecordedPage, *, by: User | None = None) -> LedgerEntry:
    verb, data = f"{page.ledger_prefix}.withdrawn", {"title": page.title}
    return ledger.append(verb, target=page, page=page, by=by, audience=page.ledger_audience, data=data)

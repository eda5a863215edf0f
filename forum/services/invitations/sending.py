"""Invitations go out."""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.utils.translation import ngettext

from forum import events, ledger, permissions
from forum.models import Delivery, InvitationPage, Organisation, User
from forum.reading.invitations.deliveries import recipients_of, unfinished
from forum.reading.invitations.reminders import is_left_to_remind
from forum.services import tasks
from forum.services.invitations import letters
from forum.services.invitations.answers.giving import require_not_closed


def remind_due() -> str:
    """Called by `manage.py hourly`: what is due goes out, also what was missed or stopped."""
    with_reminders = InvitationPage.objects.live().filter(reminders__isnull=False).distinct()
    due = [invitation for invitation in with_reminders if is_left_to_remind(invitation)]
    for invitation in due:
        tasks.send_reminders.enqueue(invitation.pk)
    return ngettext("%(n)d invitation is reminded of", "%(n)d invitations are reminded of", len(due)) % {"n": len(due)}


def send_invitation(invitation: InvitationPage, *, again: bool = False, by: User | None) -> None:
    """Mail it, once the change is committed, to all who did not get it yet. Called with every publication.

    `again`: also to addresses that the mail server has refused.
    """
    if again:
        letters.send_again_to(invitation=invitation)
    if not invitation.is_closed and unfinished(invitation).exists():
        transaction.on_commit(partial(tasks.send_letters.enqueue, invitation.pk, by.pk if by else None))


@transaction.atomic
def repeat_invitation(invitation: InvitationPage, *, organisations: Collection[Organisation], by: User) -> int:
    """Once more to these of the invited, whether they had it or not; how many can be written to.

    Raises ValidationError when the invitation can no longer be answered.
    """
    permissions.require(permissions.can_manage_forum(by) and invitation.live)
    require_not_closed(invitation)
    wanted = Organisation.objects.filter(pk__in=[one.pk for one in organisations], invitations__invitation=invitation)
    reached = {key: found.addresses for key, found in recipients_of(wanted.distinct()).items() if found.addresses}
    had = Delivery.objects.select_for_update().filter(invitation=invitation, organisation__in=reached)
    repeated = [delivery.organisation_id for delivery in had if delivery.sent_at]
    for delivery in had:
        delivery.left, delivery.refused = list(reached[delivery.organisation_id]), []
        delivery.save(update_fields=["left", "refused"])
    if repeated:
        ledger.append(
            events.INVITATION_REPEATED,
            target=invitation,
            page=invitation,
            by=by,
            audience=invitation.ledger_audience,
            data={"organisations": repeated},
        )
    transaction.on_commit(partial(tasks.send_letters.enqueue, invitation.pk, by.pk))
    return len(reached)

"""Invitations go out."""

from collections.abc import Collection, Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext

from forum import events, ledger, permissions
from forum.models import Delivery, InvitationPage, InvitedPerson, Organisation, User
from forum.models.invitations import Party
from forum.reading.invitations.deliveries import left_to_send, reached_of
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
    if not invitation.is_closed and left_to_send(invitation):
        transaction.on_commit(partial(tasks.send_letters.enqueue, invitation.pk, by.pk if by else None))


@transaction.atomic
def repeat_invitation(invitation: InvitationPage, *, organisations: Collection[Party], by: User) -> int:
    """Once more to these of the invited, whether they had it or not; how many can be written to.

    Raises ValidationError when the invitation can no longer be answered.
    """
    permissions.require(permissions.can_manage_forum(by) and invitation.live)
    require_not_closed(invitation)
    reached = {one: found.addresses for one, found in reached_of(_still_invited(invitation, organisations)).items()}
    reached = {one: addresses for one, addresses in reached.items() if addresses}
    had = Delivery.objects.select_for_update().filter(_to_one_of(reached), invitation=invitation)
    repeated = [delivery.organisation_id for delivery in had if delivery.sent_at and delivery.organisation_id]
    for delivery in had:
        delivery.left, delivery.refused = list(reached[delivery.party]), []
        delivery.sent_at = delivery.sent_at if delivery.organisation_id else None
        delivery.save(update_fields=["left", "refused", "sent_at"])
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


def _still_invited(invitation: InvitationPage, parties: Collection[Party]) -> list[Party]:
    chosen = set(parties)
    organisations = Organisation.objects.filter(invitations__invitation=invitation).distinct()
    people = InvitedPerson.objects.filter(invitations__invitation=invitation, forgotten_at=None).distinct()
    return [one for one in (*organisations, *people) if one in chosen]


def _to_one_of(parties: Iterable[Party]) -> Q:
    of_both = list(parties)
    organisations = [one.pk for one in of_both if isinstance(one, Organisation)]
    people = [one.pk for one in of_both if isinstance(one, InvitedPerson)]
    return Q(organisation__in=organisations) | Q(person__in=people)

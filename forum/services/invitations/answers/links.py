"""An invited organisation answers from the mail, by a link that only this mail holds, once.

Whoever has the mail has the link. So an answer is told to all who have the organisation's invitation, each with a link
of their own to answer again.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from forum import clock, events, ledger, permissions
from forum.audiences import MEMBERS
from forum.models import AnswerLink, InvitationPage, Organisation, Rsvp, User
from forum.models.invitations import Delegate, Party, whom
from forum.reading.invitations.links import RENEWABLE, addresses_beside, hindrance_for, hindrance_of
from forum.services import limits, tasks
from forum.services.invitations.answers.giving import NOBODY, add, public_label, require_not_closed, tell
from forum.services.invitations.answers.mailed import FreshLink, make_links

RENEWED_PER_HOUR = 3  # to one address


@transaction.atomic
def answer_by_link(
    link: AnswerLink, *, answer: str, attendees: int = 1, note: str = "", delegate: Delegate = NOBODY
) -> Rsvp:
    """Whoever has the link answers for whom it is, once. Raises ValidationError with the `Hindrance` as its
    code."""
    link = _locked(link)
    if hindrance := hindrance_of(link):
        raise ValidationError(hindrance.label, code=hindrance.value)
    rsvp = add(link.invitation, link.party, answer, attendees, note, delegate, by=None)
    _spend(link, rsvp)
    for address in addresses_beside(link):
        transaction.on_commit(partial(tasks.mail_answer_receipt.enqueue, rsvp.pk, address))
    tell(rsvp, by=None, actor_label=public_label(link.party), way=link.way.value)
    return rsvp


def _locked(link: AnswerLink) -> AnswerLink:
    """Of two who use it at once, one waits here and finds it spent."""
    rows = AnswerLink.objects.select_for_update(of=("self",)).select_related("invitation", "organisation", "person")
    return rows.get(pk=link.pk)


def _spend(link: AnswerLink, rsvp: Rsvp) -> None:
    """With it all that went to the same address: whoever forwards an older mail forwards nothing of use."""
    now = clock.now()
    same = AnswerLink.objects.filter(invitation=link.invitation_id, **whom(link.party))
    same.filter(address=link.address, used_at=None).update(used_at=now)
    AnswerLink.objects.filter(pk=link.pk).update(rsvp=rsvp)


def renew_link(link: AnswerLink) -> bool:
    """Mail a new one to where this one went, and nowhere else; False if that was done too often or is of no use."""
    if not link.address or hindrance_for(link) or hindrance_of(link) not in RENEWABLE:
        return False
    if not limits.count_use(f"answer-link:{link.invitation_id}:{link.address}", most=RENEWED_PER_HOUR):
        return False
    transaction.on_commit(partial(tasks.mail_answer_link.enqueue, link.pk))
    return True


@transaction.atomic
def hand_over_link(invitation: InvitationPage, *, organisation: Party, by: User) -> FreshLink:
    """The secretariat takes a link, to give it to the organisation (or person) by message. It could use it itself: so
    the record says that it has it, and of an answer by it that it came so. Raises ValidationError when it is too
    late."""
    permissions.require(invitation.live and permissions.can_record_answer(by, invitation, organisation))
    require_not_closed(invitation)
    _keys, [fresh] = make_links(invitation, [organisation], "")
    ledger.append(
        events.ANSWER_LINK_HANDED,
        target=organisation if isinstance(organisation, Organisation) else invitation,
        page=invitation,
        by=by,
        audience=MEMBERS,
        data={"organisation": public_label(organisation)},
    )
    return fresh

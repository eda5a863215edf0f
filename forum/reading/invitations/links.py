"""Whether a link to answer an invitation still opens the form, and if not, why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models import AnswerLink, Organisation, PollLink, Rsvp
from forum.models.invitations import key_of, whom
from forum.reading.invitations.deliveries import recipients_of


class Hindrance(models.TextChoices):
    WITHDRAWN = "withdrawn", _("The invitation was withdrawn.")
    CALLED_OFF = "called_off", _("The meeting is not held.")
    NOT_INVITED = "not_invited", _("This invitation is no longer meant for you.")
    NOT_YOURS = "not_yours", _("The address that this link was sent to no longer stands for the organisation.")
    CLOSED = "closed", _("This invitation can no longer be answered.")
    SPENT = "spent", _("This link has been used. The answer is recorded.")
    LAPSED = "lapsed", _("This link is too old.")


# Of these, a new link is of use.
RENEWABLE = (Hindrance.SPENT, Hindrance.LAPSED)


def link_of(token: str) -> AnswerLink | None:
    return (
        AnswerLink.objects.select_related("invitation", "organisation", "person", "rsvp")
        .filter(key=key_of(token))
        .first()
    )


def hindrance_of(link: AnswerLink) -> Hindrance | None:
    """Why it may not answer now; None: it may."""
    return hindrance_for(link) or (Hindrance.SPENT if link.used_at else Hindrance.LAPSED if link.is_lapsed else None)


def opens_letter(link: AnswerLink) -> bool:
    """Whoever has it reads what the letter says, also when it has answered; somebody who is invited alone, and has no
    other page, until the meeting is over."""
    hindrance, meeting = hindrance_for(link), link.invitation.meeting
    waits = hindrance == Hindrance.CLOSED and link.person and meeting and not meeting.is_over
    return not link.is_lapsed and (hindrance is None or bool(waits))


def hindrance_for(link: AnswerLink) -> Hindrance | None:
    """Why no link of this kind may answer, were it made now."""
    invitation, meeting = link.invitation, link.invitation.meeting
    if not invitation.live:
        return Hindrance.WITHDRAWN
    if meeting and meeting.is_called_off:
        return Hindrance.CALLED_OFF
    if not invitation.invitees.filter(**whom(link.party)).exists():
        return Hindrance.NOT_INVITED
    if link.address and link.address.lower() not in standing_for(link):
        return Hindrance.NOT_YOURS
    return Hindrance.CLOSED if invitation.is_closed else None


def standing_for(link: AnswerLink | PollLink) -> set[str]:
    """The addresses that may answer today: of an organisation's people, and its office's own; of a person, theirs."""
    party = link.organisation if isinstance(link, PollLink) else link.party
    people = recipients_of([party])[party.pk].addresses if isinstance(party, Organisation) else ()
    return {address.lower() for address in (*people, party.email) if address}


def addresses_beside(link: AnswerLink) -> list[str]:
    """Who has the organisation's invitation and may answer for it: none of them is answered for in silence."""
    party, standing = link.party, standing_for(link)
    if not isinstance(party, Organisation):
        return sorted(standing)
    same = AnswerLink.objects.filter(invitation=link.invitation_id, organisation=party).exclude(address="")
    people = recipients_of([party])[party.pk].addresses
    found = (address.lower() for address in [*people, *same.values_list("address", flat=True)])
    return sorted({address for address in found if address in standing})


def answer_of(link: AnswerLink) -> Rsvp | None:
    """What was answered by it, or by another that went to the same address and spent it too."""
    same = Rsvp.objects.filter(invitation=link.invitation_id, **whom(link.party))
    return link.rsvp or (same.filter(link__address=link.address).order_by("pk").last() if link.used_at else None)

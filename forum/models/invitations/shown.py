"""A letter as it is shown: whom it invites, who signs it and by what right, the meeting that it announces.

A published letter stays as it was published, by the names of then.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from forum.models.directory.people import Membership, Organisation, Person
from forum.models.invitations.invited.people import InvitedPerson
from forum.models.invitations.pages import InvitationPage
from forum.models.meetings import ShownMeeting
from forum.models.settings import ForumSettings


@dataclass(frozen=True, slots=True)
class ShownInvitee:
    addressee: str
    name: str


@dataclass(frozen=True, slots=True)
class ShownPerson:
    honorific_prefix: str
    name: str
    honorific_suffix: str

    def __str__(self) -> str:
        return str(Person(**asdict(self)))

    @property
    def in_capitals(self) -> str:
        """As below a signature: the name, not the titles."""
        return str(replace(self, name=self.name.upper()))


@dataclass(frozen=True, slots=True)
class ShownLetter:
    letterhead: str
    place: str
    invitees: list[ShownInvitee]
    signing: list[str]  # the office that signs, line by line
    signatory: ShownPerson | None
    rank: str
    meeting: ShownMeeting | None


def shown_letter(invitation: InvitationPage) -> ShownLetter:
    return thaw(invitation.frozen) if invitation.frozen else letter_today(invitation)


def letter_today(invitation: InvitationPage) -> ShownLetter:
    local = ForumSettings.objects.first() or ForumSettings()
    signatory = signatory_of(invitation)
    return ShownLetter(
        letterhead=local.letterhead,
        place=local.place,
        invitees=_invitees(invitation),
        signing=signature_lines(invitation),
        signatory=_shown(signatory),
        rank=signatory.rank if signatory else "",
        meeting=ShownMeeting.of(invitation.meeting) if invitation.meeting else None,
    )


def freeze(invitation: InvitationPage) -> dict[str, Any]:
    """As JSON."""
    return asdict(letter_today(invitation))


def thaw(frozen: dict[str, Any]) -> ShownLetter:
    signatory, meeting = frozen["signatory"], frozen["meeting"]
    return ShownLetter(
        letterhead=frozen["letterhead"],
        place=frozen["place"],
        invitees=[ShownInvitee(**one) for one in frozen["invitees"]],
        # Letters from before acting officials were known hold the office alone.
        signing=frozen["signing"] if "signing" in frozen else list(filter(None, [frozen["office"].upper()])),
        signatory=ShownPerson(**signatory) if signatory else None,
        rank=frozen.get("rank", ""),
        meeting=ShownMeeting(**meeting) if meeting else None,
    )


def signatory_of(invitation: InvitationPage) -> Person | None:
    """The person who was chosen, or who holds the office today: officials sign letters by name."""
    post = invitation.signed_by
    if invitation.signatory or post is None:
        return invitation.signatory
    membership = Membership.objects.current().filter(post=post).select_related("person").first()
    return membership.person if membership else None


def _shown(person: Person | None) -> ShownPerson | None:
    return ShownPerson(person.honorific_prefix, person.name, person.honorific_suffix) if person else None


def signature_lines(invitation: InvitationPage) -> list[str]:
    """As it stands above a signature: the office, and by what right another signs for it."""
    office, principal, through = (
        str(post).upper() if post else "" for post in (invitation.signed_by, invitation.in_name_of, invitation.through)
    )
    forms = {
        InvitationPage.Signing.OWN: [office],
        InvitationPage.Signing.ACTING: [f"Plt. {office}"],
        InvitationPage.Signing.DAILY: [f"Plh. {office}"],
        InvitationPage.Signing.IN_NAME: [f"a.n. {principal}", office],
        InvitationPage.Signing.ON_BEHALF: [f"a.n. {principal}", through, "u.b.", office],
    }
    return forms[InvitationPage.Signing(invitation.signing)] if office else []


def _invitees(invitation: InvitationPage) -> list[ShownInvitee]:
    """By name also in a preview, where the letter's children are not in the database yet."""
    invitees = list(invitation.invitees.all())
    names = Organisation.objects.in_bulk([one.organisation_id for one in invitees if one.organisation_id])
    keys = [one.person_id for one in invitees if one.person_id]
    people = InvitedPerson.objects.in_bulk(keys) if keys else {}
    return [
        ShownInvitee(one.addressee, names[one.organisation_id].name)
        if one.organisation_id
        else ShownInvitee("", people[one.person_id].in_letter(is_named=one.is_named))
        for one in invitees
    ]

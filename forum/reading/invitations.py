"""The letter of an invitation: its parts, for the page, the mail and the calendar.

A published letter stays as it was published: whom it invited and who signed it by their names of then, and the meeting
as it was announced. Where the meeting is another today, the page says so beside the letter; mails tell of today. Who
may not know of the meeting reads the letter without it.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings

from forum.models import ForumSettings, InvitationPage, Membership, Organisation, Person, ShownMeeting


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


def letter_of(invitation: InvitationPage, *, with_meeting: bool) -> dict[str, Any]:
    """The letter's parts, for the page and for the mail."""
    letter, meeting = shown_letter(invitation), invitation.meeting
    if not with_meeting:
        letter, meeting = replace(letter, meeting=None), None
    today = ShownMeeting.of(meeting) if meeting and invitation.frozen else letter.meeting
    return {
        "invitation": invitation,
        "language": settings.LANGUAGE_CODE,  # a letter is written in the language of the office
        "about": invitation.about,
        "meeting": meeting,
        "closes_at": invitation.closes_at if meeting else invitation.registration_until,
        "agenda": today.agenda if today else [],
        "letter": letter,
        "changed": letter.meeting.differences(today) if letter.meeting and today else [],
        "bring": [item.text for item in invitation.bring_items.all()],
        "copies": [line.strip() for line in invitation.copies_to.splitlines() if line.strip()],
    }


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
    names = Organisation.objects.in_bulk([invitee.organisation_id for invitee in invitees])
    return [ShownInvitee(one.addressee, names[one.organisation_id].name) for one in invitees]

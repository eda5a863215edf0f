"""The letter of an invitation: its parts, for the page, the mail and the calendar.

A published letter stays as it was published: whom it invited and who signed it by their names of then, and the meeting
as it was announced. Where the meeting is another today, the page says so beside the letter; mails tell of today. Who
may not know of the meeting reads the letter without it.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.conf import settings

from forum.models import ForumSettings, InvitationPage, Membership, Organisation, Person, Post, ShownMeeting


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


@dataclass(frozen=True, slots=True)
class ShownLetter:
    letterhead: str
    place: str
    invitees: list[ShownInvitee]
    office: str
    signatory: ShownPerson | None
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
    return ShownLetter(
        letterhead=local.letterhead,
        place=local.place,
        invitees=_invitees(invitation),
        office=str(invitation.signed_by or ""),
        signatory=_signatory(invitation.signed_by),
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
        office=frozen["office"],
        signatory=ShownPerson(**signatory) if signatory else None,
        meeting=ShownMeeting(**meeting) if meeting else None,
    )


def _signatory(post: Post | None) -> ShownPerson | None:
    """Who holds an office today: officials sign letters by name."""
    membership = Membership.objects.current().filter(post=post).select_related("person").first() if post else None
    if membership is None:
        return None
    person = membership.person
    return ShownPerson(person.honorific_prefix, person.name, person.honorific_suffix)


def _invitees(invitation: InvitationPage) -> list[ShownInvitee]:
    """By name also in a preview, where the letter's children are not in the database yet."""
    invitees = list(invitation.invitees.all())
    names = Organisation.objects.in_bulk([invitee.organisation_id for invitee in invitees])
    return [ShownInvitee(one.addressee, names[one.organisation_id].name) for one in invitees]

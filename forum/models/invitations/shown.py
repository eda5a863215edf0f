"""A letter as it is shown: whom it invites, who signs it and by what right, the meeting that it announces.

A published letter stays as it was published, by the names of then.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any

from forum.models.directory.people import Membership, Organisation, Person
from forum.models.invitations.invited.people import InvitedPerson
from forum.models.invitations.letters.signatures import SecondSignature
from forum.models.invitations.letters.signing import Signing
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
class ShownSignature:
    signing: list[str]  # the office that signs, line by line
    signatory: ShownPerson | None
    rank: str


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """`second` stands at the left of the signature that every letter has."""

    letterhead: str
    place: str
    invitees: list[ShownInvitee]
    signing: list[str]
    signatory: ShownPerson | None
    rank: str
    meeting: ShownMeeting | None
    second: ShownSignature | None = None

    @property
    def signature(self) -> ShownSignature:
        return ShownSignature(self.signing, self.signatory, self.rank)

    @property
    def signatures(self) -> list[ShownSignature]:
        """From left to right."""
        return [one for one in (self.second, self.signature) if one and self.signing]


def shown_letter(invitation: InvitationPage) -> ShownLetter:
    return thaw(invitation.frozen) if invitation.frozen else letter_today(invitation)


def letter_today(invitation: InvitationPage) -> ShownLetter:
    local = ForumSettings.objects.first() or ForumSettings()
    signature, second = _signature(invitation), second_of(invitation)
    return ShownLetter(
        letterhead=local.letterhead,
        place=local.place,
        invitees=_invitees(invitation),
        **{name: getattr(signature, name) for name in ("signing", "signatory", "rank")},
        meeting=ShownMeeting.of(invitation.meeting) if invitation.meeting else None,
        second=_signature(second) if second else None,
    )


def freeze(invitation: InvitationPage) -> dict[str, Any]:
    """As JSON."""
    return asdict(letter_today(invitation))


def thaw(frozen: dict[str, Any]) -> ShownLetter:
    meeting, second = frozen["meeting"], frozen.get("second")
    return ShownLetter(
        letterhead=frozen["letterhead"],
        place=frozen["place"],
        invitees=[ShownInvitee(**one) for one in frozen["invitees"]],
        # Letters from before acting officials were known hold the office alone.
        signing=frozen["signing"] if "signing" in frozen else list(filter(None, [frozen["office"].upper()])),
        signatory=_thawed(frozen["signatory"]),
        rank=frozen.get("rank", ""),
        meeting=ShownMeeting(**meeting) if meeting else None,
        second=ShownSignature(**{**second, "signatory": _thawed(second["signatory"])}) if second else None,
    )


def _thawed(signatory: dict[str, Any] | None) -> ShownPerson | None:
    return ShownPerson(**signatory) if signatory else None


def second_of(invitation: InvitationPage) -> SecondSignature | None:
    return next(iter(invitation.second_signatures.all()), None)


def signatory_of(signed: InvitationPage | SecondSignature) -> Person | None:
    """The person who was chosen, or who holds the office today: officials sign letters by name."""
    post = signed.signed_by
    if signed.signatory or post is None:
        return signed.signatory
    membership = Membership.objects.current().filter(post=post).select_related("person").first()
    return membership.person if membership else None


def _signature(signed: InvitationPage | SecondSignature) -> ShownSignature:
    person = signatory_of(signed)
    shown = ShownPerson(person.honorific_prefix, person.name, person.honorific_suffix) if person else None
    return ShownSignature(signature_lines(signed), shown, person.rank if person else "")


def signature_lines(signed: InvitationPage | SecondSignature) -> list[str]:
    """As it stands above a signature: the office, and by what right another signs for it."""
    posts = (getattr(signed, name, None) for name in ("signed_by", "in_name_of", "through"))
    return Signing(signed.signing).lines(*(str(post).upper() if post else "" for post in posts))


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

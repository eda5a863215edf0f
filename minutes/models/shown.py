"""What minutes show from elsewhere: the meeting, the names of organisations and offices, files, the letterhead.

A draft shows what these are today. What was circulated shows what they were then: `MinutesPage.frozen` holds it, the
digest covers it, and page, papers and data are drawn from it, whatever is changed elsewhere later.
"""

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Site

from forum.models import ForumSettings, InvitationPage, Membership, Organisation, Post, ShownMeeting
from minutes.models.items import ActionItem, ShownRecording, ShownSignatory
from minutes.models.items.actions import fetch_owners

if TYPE_CHECKING:
    from minutes.models import MinutesPage

OFFICES = ("chair", "secretary", "note_taker")


@dataclass(frozen=True, slots=True)
class ShownSector:
    name: str
    name_en: str
    slug: str
    order: int

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


@dataclass(frozen=True, slots=True)
class ShownOrganisation:
    name: str
    label: str
    sector: ShownSector

    @classmethod
    def of(cls, organisation: Organisation) -> "ShownOrganisation":
        sector = organisation.sector
        shown = ShownSector(sector.name, sector.name_en, sector.slug, sector.sort_order)
        return cls(organisation.name, organisation.label, shown)


@dataclass(frozen=True, slots=True)
class ShownOffice:
    """`holder` held it on the day of the meeting, and signs."""

    label: str
    organisation: str
    holder: str

    def __str__(self) -> str:
        return f"{self.label}, {self.organisation}"


@dataclass(frozen=True, slots=True)
class ShownFile:
    """`sha256` of its content, empty in a draft."""

    name: str
    size: int
    sha256: str

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class ShownLetterhead:
    forum_name: str
    lines: str
    place: str


@dataclass(frozen=True, slots=True)
class Shown:
    """`offices` by role, those in charge of follow-ups as `post:<number>`; `organisations` and `files` by number, as
    text; `letters`: numbers of public invitations; `signatures` in the order of the paper, none where the chair and the
    note-taker sign."""

    meeting: ShownMeeting
    offices: dict[str, ShownOffice]
    organisations: dict[str, ShownOrganisation]
    letters: list[str]
    letterhead: ShownLetterhead
    files: dict[str, ShownFile]
    signatures: list[ShownSignatory] = field(default_factory=list)
    recording: ShownRecording | None = None

    def organisation(self, pk: int | None) -> ShownOrganisation | None:
        return self.organisations.get(str(pk))

    def office(self, role: str) -> str:
        return str(self.offices.get(role, ""))


def shown_of(minutes: "MinutesPage") -> Shown:
    """With what is blacked out; the names of files are not (a file is withheld as a whole)."""
    if not minutes.frozen:
        return shown_today(minutes)
    rule = minutes.blackout
    return thaw({**rule.deeply(minutes.frozen), "files": minutes.frozen["files"]} if rule else minutes.frozen)


def thaw(frozen: dict[str, Any]) -> Shown:
    organisations = {
        key: ShownOrganisation(one["name"], one["label"], ShownSector(**one["sector"]))
        for key, one in frozen["organisations"].items()
    }
    return Shown(
        meeting=ShownMeeting(**frozen["meeting"]),
        offices={role: ShownOffice(**one) for role, one in frozen["offices"].items()},
        organisations=organisations,
        letters=frozen["letters"],
        letterhead=ShownLetterhead(**frozen["letterhead"]),
        files={key: ShownFile(**one) for key, one in frozen["files"].items()},
        # Minutes from before there were several signatories hold none.
        signatures=[ShownSignatory(**one) for one in frozen.get("signatures", ())],
        recording=ShownRecording(**frozen["recording"]) if frozen.get("recording") else None,
    )


def freeze(minutes: "MinutesPage", files: dict[str, ShownFile]) -> dict[str, Any]:
    """As JSON, with the files and their digests."""
    return {**asdict(shown_today(minutes)), "files": {key: asdict(file) for key, file in files.items()}}


def shown_today(minutes: "MinutesPage") -> Shown:
    meeting = minutes.held_meeting
    items = list(minutes.action_items.all())
    fetch_owners(items)
    named = Organisation.objects.select_related("sector").in_bulk(set(filter(None, _named(minutes, items))))
    letters = InvitationPage.objects.live().about(meeting).filter(is_open=True).exclude(number="")
    return Shown(
        meeting=ShownMeeting.of(meeting),
        offices=_offices(minutes, items),
        organisations={str(pk): ShownOrganisation.of(one) for pk, one in named.items()},
        letters=list(letters.order_by("path").values_list("number", flat=True)),
        letterhead=_letterhead(),
        files={str(a.document_id): _file(a.document) for a in minutes.attachments.all() if a.document_id},
        signatures=[row.shown(day_of(minutes)) for row in minutes.signatories.all()],
        recording=next((row.shown for row in minutes.recordings.all()), None),
    )


def day_of(minutes: "MinutesPage") -> datetime.date:
    """On which it met, as far as is known."""
    return timezone.localtime(minutes.started_at or minutes.held_meeting.starts_at).date()


def _named(minutes: "MinutesPage", items: list[ActionItem]) -> Iterator[int | None]:
    """Numbers of the organisations that have a part in the minutes; in the editor some are not chosen yet."""
    yield from (row.organisation_id for row in minutes.attendance.all())
    yield from (row.organisation_id for row in minutes.inputs.all())
    for item in items:
        yield item.owner_id
        yield from (one.pk for one in item.co_owners.all())
    for block in minutes.discussion:
        if block.block_type == "statement" and block.value["organisation"]:
            yield block.value["organisation"].pk


def _offices(minutes: "MinutesPage", items: list[ActionItem]) -> dict[str, ShownOffice]:
    held = {role: getattr(minutes, f"{role}_id") for role in OFFICES}
    held |= {f"post:{post.pk}": post.pk for item in items for post in item.posts.all()}
    posts = Post.objects.select_related("organisation").in_bulk(set(filter(None, held.values())))
    shown = {
        pk: ShownOffice(post.label, post.organisation.name, _holder(post, day_of(minutes)))
        for pk, post in posts.items()
    }
    return {role: shown[pk] for role, pk in held.items() if pk in shown}


def _holder(post: Post, day: datetime.date) -> str:
    held = Membership.objects.current(day).filter(post=post).select_related("person")
    membership = held.order_by("pk").first()
    return str(membership.person) if membership else ""


def _letterhead() -> ShownLetterhead:
    site = Site.objects.filter(is_default_site=True).first()
    local = ForumSettings.for_site(site) if site else ForumSettings()
    return ShownLetterhead(local.forum_name, local.letterhead, local.place)


def _file(document: Any) -> ShownFile:
    return ShownFile(document.filename, document.file_size or 0, "")

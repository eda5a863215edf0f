"""What the attendance of a meeting makes: by organisation and sector, against those invited and those who said yes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import ForumSettings, MeetingPage, Organisation, Presence, Rsvp, Sector
from forum.models.memory import Prepared
from forum.reading.attendance.expected import (
    answers_of,
    invited_key,
    invited_organisations,
    invited_people,
    is_invited_key,
    letters_to_people,
)


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    organisation: Organisation
    is_invited: bool
    answer: Rsvp | None
    people: int


@dataclass(frozen=True, slots=True)
class SectorLine:
    """`label` is the public's where there is no `sector`."""

    label: str
    invited: int
    said_yes: int
    organisations: int
    people: int


@dataclass(frozen=True, slots=True)
class Alone:
    """Single people who are invited. They count among those present, and for no quorum or balance: those are of
    organisations."""

    invited: int
    said_yes: int
    present: int


@dataclass(frozen=True, slots=True)
class Verdict:
    is_good: bool
    words: str


@dataclass(frozen=True)
class Turnout:
    """All there is to say of who came, names aside."""

    organisations: list[OrganisationLine]
    presences: Sequence[Presence]
    rule: ForumSettings
    alone: Alone
    own_quorum: int | None = None
    is_over: bool = True  # before, whoever is not there may still come

    @cached_property
    def people(self) -> int:
        """Whoever came for two is one."""
        return sum(1 for one in self.presences if one.same_as_id is None)

    @property
    def present(self) -> list[OrganisationLine]:
        return [line for line in self.organisations if line.people]

    @property
    def without_photo(self) -> int:
        return sum(1 for one in self.presences if one.no_photo and one.same_as_id is None)

    @property
    def invited(self) -> int:
        return sum(1 for line in self.organisations if line.is_invited)

    @cached_property
    def sectors(self) -> list[SectorLine]:
        """Those of the organisations in their order, then the public and others without a sector of ours."""
        ordered = sorted({line.organisation.sector for line in self.organisations}, key=_order)
        others = {one.sector for one in self.presences if one.organisation_id is None and one.sector}
        ordered += sorted(others - set(ordered), key=_order)
        lines = [self._of_sector(sector) for sector in ordered]
        public = sum(1 for one in self.presences if _sector_of(one) is None and one.same_as_id is None)
        return [*lines, SectorLine(_("the public"), 0, 0, 0, public)] if public else lines

    def _of_sector(self, sector: Sector) -> SectorLine:
        lines = [line for line in self.organisations if line.organisation.sector == sector]
        return SectorLine(
            label=str(sector),
            invited=sum(1 for line in lines if line.is_invited),
            said_yes=sum(1 for line in lines if line.answer and line.answer.answer != Rsvp.Answer.NO),
            organisations=sum(1 for line in lines if line.people),
            people=sum(1 for one in self.presences if _sector_of(one) == sector),
        )

    @property
    def quorum(self) -> Verdict | None:
        """None without a rule. A share is of the organisations that are invited; those alone count for it."""
        came = sum(1 for line in self.organisations if line.is_invited and line.people)
        needed = self.needed
        if needed is None:
            return None
        told = {"came": came, "invited": self.invited, "needed": needed}
        if came >= needed:
            return Verdict(True, _("Quorum reached: %(came)d of %(invited)d organisations") % told)
        missing = _("No quorum yet: %(came)d of %(invited)d organisations, %(needed)d are needed")
        return Verdict(False, missing % told)

    @property
    def verdicts(self) -> list[Verdict]:
        return [verdict for verdict in (self.quorum, self.balance) if verdict]

    @property
    def needed(self) -> int | None:
        """By the rule of this meeting, or else by the forum's, which says whether it is a share. 0 is no rule."""
        number = self.rule.quorum if self.own_quorum is None else self.own_quorum
        if not number or not self.invited:
            return None
        return -(-self.invited * min(number, 100) // 100) if self.rule.quorum_is_share else number

    @property
    def balance(self) -> Verdict | None:
        """Whether each sector that is invited came; None if nobody is invited."""
        asked = [line for line in self.sectors if line.invited]
        absent = [line.label for line in asked if not line.people]
        if not asked:
            return None
        if not absent:
            return Verdict(True, _("Every invited sector is present"))
        if self.is_over:
            told = ngettext("Not present: the sector %s", "Not present: the sectors %s", len(absent))
        else:
            told = ngettext("Not here yet: the sector %s", "Not here yet: the sectors %s", len(absent))
        return Verdict(False, told % ", ".join(absent))


def turnout_of(meeting: MeetingPage, presences: Sequence[Presence]) -> Turnout:
    answers, people = answers_of(meeting), Counter(one.organisation_id for one in presences)
    invited = {one.pk: one for one in invited_organisations(meeting)}
    listed = {key: rsvp.organisation for key, rsvp in answers.items() if rsvp.organisation}
    listed |= {one.organisation.pk: one.organisation for one in presences if one.organisation}
    listed = {**invited, **{key: one for key, one in listed.items() if key not in invited}}
    lines = [OrganisationLine(one, key in invited, answers.get(key), people[key]) for key, one in listed.items()]
    rule = ForumSettings.objects.first() or ForumSettings()
    return Turnout(lines, presences, rule, _alone(meeting, presences), meeting.quorum, meeting.is_over)


def _alone(meeting: MeetingPage, presences: Iterable[Presence]) -> Alone:
    people, there = invited_people(meeting), {one.key for one in presences}
    return Alone(
        invited=len(people),
        said_yes=sum(1 for rsvp in people.values() if rsvp and rsvp.answer in Rsvp.COMING),
        present=sum(1 for one in people if invited_key(one) in there),
    )


@dataclass(frozen=True, slots=True)
class Delegation:
    """Whom an organisation sent: how many, and their offices."""

    organisation: Organisation
    people: int
    positions: list[str]


def delegations_of(meeting: MeetingPage) -> tuple[list[Delegation], int]:
    """For the minutes: each organisation that was there, and how many came without one and uninvited. Nobody is
    counted twice."""
    rows = list(PRESENCES(meeting.pk))
    sent: dict[Organisation, list[Presence]] = {}
    for one in rows:
        if one.organisation:
            sent.setdefault(one.organisation, []).append(one)
    delegations = [
        Delegation(
            organisation,
            sum(1 for one in theirs if one.same_as_id is None),
            list(dict.fromkeys(one.position for one in theirs if one.position)),
        )
        for organisation, theirs in sorted(sent.items(), key=lambda pair: pair[0].name)
    ]
    public = (one for one in rows if one.organisation is None and one.same_as_id is None)
    return delegations, sum(not is_invited_key(one.key) for one in public)


def guests_present(meeting: MeetingPage) -> list[str]:
    """Single people who were invited and came, in the order of the letters: as the letter names them, by office or by
    name. Who was sent in their place counts as they do."""
    there = {one.key for one in PRESENCES(meeting.pk) if one.organisation is None and one.same_as_id is None}
    asked = {row.person: row.is_named for row in letters_to_people(meeting)} if any(map(is_invited_key, there)) else {}
    return [one.in_letter(is_named=is_named) for one, is_named in asked.items() if one and invited_key(one) in there]


@dataclass(frozen=True, slots=True)
class PublicCounts:
    """What everybody reads of a meeting that is over."""

    organisations: int
    people: int
    sectors: list[tuple[str, int]]  # people of each; the public last


def public_counts(meeting: MeetingPage) -> PublicCounts | None:
    """None where nothing was recorded, or the meeting is not over."""
    rows = PRESENCES(meeting.pk) if meeting.pk and meeting.is_over else []
    return _counted(rows) if rows else None


def _counted(rows: Iterable[Presence]) -> PublicCounts:
    rows = list(rows)
    sectors = Counter(_sector_of(one) for one in rows if one.same_as_id is None)
    public = sectors.pop(None, 0)
    named = [(str(sector), sectors[sector]) for sector in sorted(filter(None, sectors), key=_order)]
    return PublicCounts(
        organisations=len({one.organisation_id for one in rows if one.organisation_id}),
        people=sum(sectors.values()) + public,
        sectors=[*named, *([(_("the public"), public)] if public else [])],
    )


def _sector_of(presence: Presence) -> Sector | None:
    return presence.organisation.sector if presence.organisation else presence.sector


def _order(sector: Any) -> tuple[int, str]:
    return sector.sort_order, sector.name


PRESENCES: Prepared[Presence] = Prepared(
    lambda meeting: Presence.objects.filter(meeting=meeting).counted().select_related("organisation__sector", "sector")
)

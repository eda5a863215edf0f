"""What was answered to a poll for a date, slot by slot, and which slot suits best. A fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.models import DatePoll, MeetingPage, PolledOrganisation, PollReply, PollSlot
from forum.models.access import Anyone, polled_q

Answer = PollReply.Answer


@dataclass(frozen=True, slots=True)
class Column:
    """One slot, and who said what of it; `silent` have not answered."""

    slot: PollSlot
    yes: list[PolledOrganisation]
    maybe: list[PolledOrganisation]
    no: list[PolledOrganisation]
    silent: list[PolledOrganisation]
    is_best: bool = False

    @property
    def groups(self) -> list[tuple[str, str, list[PolledOrganisation]]]:
        named = [(answer.value, str(answer.label), getattr(self, answer.value)) for answer in Answer]
        return [group for group in named if group[2]]

    @property
    def missing(self) -> list[PolledOrganisation]:
        """Those without whom it should not be, and who cannot come."""
        return [one for one in self.no if one.is_required]


@dataclass(frozen=True, slots=True)
class PollTable:
    columns: list[Column]
    silent: list[PolledOrganisation]
    notes: list[PollReply]
    replies: Mapping[int, PollReply]


def open_poll_of(meeting: MeetingPage, user: Anyone) -> DatePoll | None:
    """That this reader may answer or choose from, while the day is not certain."""
    if not user.is_authenticated or meeting.status != MeetingPage.Status.TENTATIVE:
        return None
    return DatePoll.objects.filter(polled_q(user), meeting=meeting.pk, closed_at=None).first()


def table_of(poll: DatePoll) -> PollTable:
    polled = list(poll.polled.select_related("organisation"))
    replies = {one.organisation_id: one for one in poll.replies.select_related("organisation", "came")}
    said = {key: one.answers for key, one in replies.items()}
    columns = [_column(slot, polled, said) for slot in poll.slots.all()]
    best = best_of(columns)
    shown = [Column(one.slot, one.yes, one.maybe, one.no, one.silent, one is best) for one in columns]
    silent = [one for one in polled if one.organisation_id not in replies]
    return PollTable(shown, silent, [one for one in replies.values() if one.note], replies)


def _column(slot: PollSlot, polled: Iterable[PolledOrganisation], said: Mapping[int, Mapping[str, str]]) -> Column:
    groups: dict[str, list[PolledOrganisation]] = {**{answer.value: [] for answer in Answer}, "": []}
    for one in polled:
        groups[said.get(one.organisation_id, {}).get(str(slot.pk), "")].append(one)
    return Column(slot, groups[Answer.YES], groups[Answer.MAYBE], groups[Answer.NO], groups[""])


def best_of(columns: Iterable[Column]) -> Column | None:
    """That to which the fewest of those cannot come without whom it should not be; then to which most can, and most
    if need be; of equals the first. None while nobody has answered."""
    answered = [one for one in columns if one.yes or one.maybe or one.no]
    return min(answered, key=_rank, default=None)


def _rank(column: Column) -> tuple[int, int, int, int]:
    required = sum(one.is_required for one in column.yes)
    return len(column.missing), -required, -len(column.yes), -len(column.maybe)

"""Who of the public registered for a meeting, as the secretariat sees it."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from forum.models import InvitationPage, Registration, ReservedSeats
from forum.reading.invitations.places import groups_of

COLUMNS = (
    "name", "email", "from_organisation", "sector", "needs", "registered_at", "confirmed_at", "cancelled_at",
)  # fmt: skip
SHOWN = (Registration.State.CONFIRMED, Registration.State.WAITING, Registration.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class Group:
    """Places that are reserved, and how many of them are taken."""

    label: str
    number: int
    taken: int
    is_released: bool


@dataclass(frozen=True, slots=True)
class Public:
    """`registrations`: all but those who have not used the link in the mail, or those of the `wanted` state."""

    registrations: list[Registration]
    wanted: str
    everybody: int
    unconfirmed: list[Registration]
    states: list[tuple[Registration.State, int]]
    coming: int
    sectors: list[tuple[str, int]]
    groups: list[Group]
    not_photographed: int


def public_of(invitation: InvitationPage, *, state: str = "") -> Public:
    """Each registration gets the `group` whose place it wants, and its `position` on the waiting list."""
    everybody = _everybody(invitation)
    registrations = sorted((one for one in everybody if one.state != Registration.State.ASKED), key=_order)
    coming = [one for one in registrations if one.state == Registration.State.CONFIRMED]
    counts = Counter(one.state for one in registrations)
    return Public(
        [one for one in registrations if state in ("", one.state)],
        state,
        len(registrations),
        [one for one in everybody if one.state == Registration.State.ASKED],
        [(state, counts[state]) for state in SHOWN if counts[state]],
        len(coming),
        Counter(str(one.sector or _("not said")) for one in coming).most_common(),
        _groups(invitation, coming),
        sum(one.photographs == Registration.Photographs.NO for one in coming),
    )


def _everybody(invitation: InvitationPage) -> list[Registration]:
    labels = {one.key: one.label for one in groups_of(invitation)}
    found = list(invitation.registrations.select_related("sector"))
    for one in found:
        one.group, one.position = labels.get(one.seat, ""), 0
    waiting = sorted((one for one in found if one.is_waiting), key=lambda one: one.waiting_number or 0)
    for position, one in enumerate(waiting, start=1):
        one.position = position
    return found


def _order(one: Registration) -> tuple[int, int]:
    """Those who come, those who wait in their order, those who cancelled."""
    return SHOWN.index(one.state), one.position


def _groups(invitation: InvitationPage, coming: list[Registration]) -> list[Group]:
    released = set(invitation.released_seats.values_list("key", flat=True))
    taken = Counter(one.seat for one in coming)
    return [_group(one, taken[one.key], one.key in released) for one in groups_of(invitation)]


def _group(seats: ReservedSeats, taken: int, is_released: bool) -> Group:
    return Group(seats.label, seats.number, taken, is_released)


def table_of(invitation: InvitationPage) -> list[list[object]]:
    """A head, then a row for each; last a column for each question that was answered."""
    rows = _everybody(invitation)
    asked = _asked(invitation, rows)
    head: list[object] = [str(Registration._meta.get_field(name).verbose_name) for name in COLUMNS]  # type: ignore[union-attr]
    more = [_("state"), _("number on the waiting list"), _("reserved place"), _("photographs and recordings")]
    return [[*head, *more, *asked.values()], *([*_told(one), *_answers(one, asked)] for one in rows)]


def _asked(invitation: InvitationPage, rows: list[Registration]) -> dict[str, str]:
    """By key, the words of each question of today, then of those that were asked earlier."""
    today = {one.key: one.label for one in invitation.questions.all()}
    earlier = {answer["key"]: answer["question"] for one in rows for answer in one.answers}
    return {**today, **{key: words for key, words in earlier.items() if key not in today}}


def _told(one: Registration) -> list[object]:
    known: list[object] = [getattr(one, name) for name in COLUMNS]
    return [*known, one.state.label, one.position or None, one.group, one.get_photographs_display()]


def _answers(one: Registration, asked: dict[str, str]) -> list[object]:
    given = {answer["key"]: answer["answer"] for answer in one.answers}
    return [given.get(key, "") for key in asked]

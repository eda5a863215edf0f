"""Of which follow-ups somebody is to be reminded now, and who.

An occasion holds from the morning of its day until the next one comes: one that was missed comes late, and is void once
there is a newer one. What is late is told every week, and once to those above. Nobody hears of minutes that they may
not read, and nobody who wants no mails about duties.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from forum import clock
from forum.models import Membership, Organisation, User
from forum.models.access import organisation_of_duty
from minutes.models import ActionItem, ActionReminder, MinutesPage
from minutes.models.items.actions import fetch_owners

Occasion = ActionReminder.Occasion
MORNING = 8  # o'clock
WEEK = 7  # days
# Those of these logins that want no mail about duties; the choice is made in a room above.
FindSilent = Callable[[Iterable[int]], set[int]]
_silent: list[FindSilent] = []


def register_silent(find: FindSilent) -> None:
    _silent[:] = [find]


def silent_among(logins: Iterable[int]) -> set[int]:
    return {user for find in _silent for user in find(logins)}


@dataclass(frozen=True, slots=True)
class Recipient:
    """A login, or without one the office of an organisation."""

    user: int | None
    organisation: int
    address: str


@dataclass(frozen=True)
class Reminder:
    item: ActionItem
    occasion: str
    day: datetime.date

    @property
    def key(self) -> tuple[int, int, str, datetime.date]:
        return self.item.minutes_id, int(self.item.number or 0), self.occasion, self.day


def occasions_of(item: ActionItem, today: datetime.date) -> list[tuple[str, datetime.date]]:
    """Those that hold today, each with the day on which it came."""
    if item.due_date is None:
        return []
    late = item.days_late(today)
    soon = item.due_date - datetime.timedelta(days=settings.ACTION_REMINDER_DAYS)
    if not late:
        if today == item.due_date:
            return [(Occasion.TODAY, today)]
        return [(Occasion.SOON, soon)] if today >= soon and settings.ACTION_REMINDER_DAYS else []
    found: list[tuple[str, datetime.date]] = [(Occasion.LATE, today - datetime.timedelta(days=(late - 1) % WEEK))]
    if settings.ACTION_ESCALATION_DAYS and late >= settings.ACTION_ESCALATION_DAYS:
        found.append((Occasion.ESCALATED, item.due_date + datetime.timedelta(days=settings.ACTION_ESCALATION_DAYS)))
    return found


def reminders_due() -> dict[Recipient, list[Reminder]]:
    """What nobody has told them yet, the earliest day first."""
    now = clock.local_now()
    if now.hour < MORNING:
        return {}
    latest = now.date() + datetime.timedelta(days=settings.ACTION_REMINDER_DAYS)
    open_ = ActionItem.objects.open().filter(minutes__live=True, due_date__lte=latest)
    items = list(open_.select_related("owner", "minutes__meeting").order_by("due_date", "pk"))
    fetch_owners(items)
    wanted: defaultdict[Recipient, list[Reminder]] = defaultdict(list)
    told = _People.of(items)
    for item in items:
        for occasion, day in occasions_of(item, now.date()):
            reminder = Reminder(item, occasion, day)
            for recipient in told.above(item) if occasion == Occasion.ESCALATED else told.in_charge(item):
                wanted[recipient].append(reminder)
    return _left(_readable(_without_silent(wanted)))


@dataclass(frozen=True, slots=True)
class _People:
    """`speaking` by organisation, `holding` by post."""

    speaking: dict[int, list[Recipient]]
    holding: dict[int, list[Recipient]]
    duty: Organisation | None

    @classmethod
    def of(cls, items: list[ActionItem]) -> "_People":
        organisations = {one.pk for item in items for one in item.owners}
        posts = {post.pk for item in items for post in item.posts.all()}
        duty = organisation_of_duty()
        speaking: defaultdict[int, list[Recipient]] = defaultdict(list)
        holding: defaultdict[int, list[Recipient]] = defaultdict(list)
        wanted = organisations | ({duty.pk} if duty else set())
        current = Membership.objects.current().filter(person__user__is_active=True)
        found = current.filter(Q(organisation__in=wanted) | Q(on_behalf_of__in=wanted) | Q(post__in=posts))
        for one in found.select_related("person__user", "organisation", "on_behalf_of").order_by("pk"):
            recipient = Recipient(one.person.user_id, one.speaks_for.pk, one.person.user.email)
            speaking[one.speaks_for.pk].append(recipient)
            if one.post_id:
                holding[one.post_id].append(recipient)
        return cls(speaking, holding, duty)

    def in_charge(self, item: ActionItem) -> list[Recipient]:
        """Who speaks for the organisations in charge, and who holds the posts."""
        found = [one for owner in item.owners for one in self._of(owner)]
        held = [one for post in item.posts.all() for one in self.holding.get(post.pk, ())]
        return list(dict.fromkeys([*found, *held]))

    def above(self, item: ActionItem) -> list[Recipient]:
        """The office itself, whose letters its head reads, and the secretariat."""
        offices = [Recipient(None, one.pk, one.email) for one in item.owners if one.email]
        return list(dict.fromkeys([*offices, *(self._of(self.duty) if self.duty else ())]))

    def _of(self, organisation: Organisation) -> list[Recipient]:
        office = [Recipient(None, organisation.pk, organisation.email)] if organisation.email else []
        return self.speaking.get(organisation.pk) or office


def _without_silent(wanted: dict[Recipient, list[Reminder]]) -> dict[Recipient, list[Reminder]]:
    logins = {one.user for one in wanted if one.user}
    silent = silent_among(logins)
    return {one: reminders for one, reminders in wanted.items() if one.user not in silent}


def _readable(wanted: dict[Recipient, list[Reminder]]) -> dict[Recipient, list[Reminder]]:
    """Who has no login reads what is for everybody."""
    logins = User.objects.in_bulk({one.user for one in wanted if one.user})
    minutes = {one.item.minutes_id for reminders in wanted.values() for one in reminders}
    found = {}
    for recipient, reminders in wanted.items():
        reader = logins[recipient.user] if recipient.user else AnonymousUser()
        readable = set(MinutesPage.objects.visible_to(reader).filter(pk__in=minutes).values_list("pk", flat=True))
        found[recipient] = [one for one in reminders if one.item.minutes_id in readable]
    return found


def _left(wanted: dict[Recipient, list[Reminder]]) -> dict[Recipient, list[Reminder]]:
    minutes = {one.item.minutes_id for reminders in wanted.values() for one in reminders}
    done = ActionReminder.objects.filter(Q(sent_at__isnull=False) | Q(refused=True), minutes__in=minutes)
    told = done.values_list("minutes", "number", "occasion", "day", "user", "organisation")
    got = {(*key, user, None if user else organisation) for *key, user, organisation in told}
    left = {
        recipient: [one for one in reminders if (*one.key, *_told_once(recipient)) not in got]
        for recipient, reminders in wanted.items()
    }
    return {recipient: reminders for recipient, reminders in left.items() if reminders}


def _told_once(recipient: Recipient) -> tuple[int | None, int | None]:
    """A login, for whomever it speaks; or an office."""
    return (recipient.user, None) if recipient.user else (None, recipient.organisation)

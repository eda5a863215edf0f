"""What waits for the organisations that somebody speaks for: counted exactly, one question for each kind, each thing
with the place where it is done."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy

from decrees.models import Assignment, Comment, DecreePage, InputRequest, Round
from forum import clock
from forum.models import InvitationPage, MeetingPage, Organisation, Rsvp
from forum.models.invitations import Invitee
from forum.permissions import organisations_of
from minutes.models import Agreement, Circulation, Correction, MinutesPage
from minutes.models.states import State
from minutes.reading.actions import lists

SHOWN = 3
SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Thing:
    """One of what waits; it stands for `count` of them (comments on one draft). `rest`: so many more were left out."""

    title: str
    url: str
    on: datetime.date | None = None
    count: int = 1
    rest: int = 0

    @property
    def is_late(self) -> bool:
        return self.on is not None and self.on < clock.today()


@dataclass(frozen=True, slots=True)
class Waiting:
    """All things of one kind, the earliest day first."""

    words: str | Promise
    things: list[Thing]

    @property
    def count(self) -> int:
        return sum(thing.count for thing in self.things) + self.rest

    @property
    def rest(self) -> int:
        return max((thing.rest for thing in self.things), default=0)

    @property
    def told(self) -> str:
        return str(self.words % {"n": self.count})

    @property
    def shown(self) -> list[Thing]:
        return self.things[:SHOWN]

    @property
    def folded(self) -> list[Thing]:
        return self.things[SHOWN:]

    @property
    def list_url(self) -> str:
        """Of follow-ups alone the rest was not read: they have a list of their own."""
        return reverse("minutes:my-actions") if self.rest else ""

    @property
    def more(self) -> int:
        return len(self.things) - len(self.shown) + self.rest


@dataclass(frozen=True, slots=True)
class WaitingFor:
    organisations: tuple[Organisation, ...]
    kinds: list[Waiting]


def waiting_for(user: Any) -> WaitingFor | None:
    """None for whoever speaks for nobody."""
    mine = organisations_of(user)
    if not mine:
        return None
    kinds = (
        (_INVITATIONS, _invitations(user, mine)),
        (_INPUT, _input(user, mine)),
        (_TO_ANSWER, _to_answer(user, mine)),
        (_STANDS, _stands(user, mine)),
        (_MINUTES, _minutes(mine)),
        (_FOLLOW_UPS, _follow_ups(user)),
    )
    found = ((words, list(things)) for words, things in kinds)
    return WaitingFor(mine, [_kind(words, things) for words, things in found if things])


def _kind(words: Any, things: list[Thing]) -> Waiting:
    things.sort(key=lambda thing: thing.on or datetime.date.max)
    return Waiting(words, things)


def _invitations(user: Any, mine: Iterable[Organisation]) -> Iterator[Thing]:
    """Of meetings that are still to be: no answer yet, or one that does not say whether."""
    latest = Rsvp.objects.filter(invitation=OuterRef("invitation"), organisation=OuterRef("organisation"))
    asked = Invitee.objects.filter(organisation__in=mine, invitation__in=_open_letters(user).values("pk"))
    asked = asked.annotate(answer=Subquery(latest.order_by("-pk").values("answer")[:1]))
    left = asked.filter(Q(answer=None) | Q(answer=Rsvp.Answer.MAYBE)).select_related("invitation")
    for one in left.order_by("invitation_id"):
        yield Thing(one.invitation.title, one.invitation.url or "")


def _open_letters(user: Any) -> Any:
    now, today = clock.now(), clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
    called_off = [MeetingPage.Status.CANCELLED, MeetingPage.Status.POSTPONED]
    coming = (
        MeetingPage.objects.live().filter(Q(starts_at__gte=today) | Q(ends_at__gt=now)).exclude(status__in=called_off)
    )
    letter = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    of_letter = coming.annotate(letter=letter).filter(Q(pk=OuterRef("subject")) | Q(letter__startswith=F("path")))
    still = Q(registration_until=None) | Q(registration_until__gt=now)
    return InvitationPage.objects.visible_to(user).filter(still).filter(Exists(of_letter))


def _input(user: Any, mine: Iterable[Organisation]) -> Iterator[Thing]:
    """Asked for in a round that is open, and not given yet."""
    asked = InputRequest.objects.filter(organisation__in=mine, met_by=None, round__in=Round.objects.open().values("pk"))
    readable = asked.filter(round__decree__in=DecreePage.objects.visible_to(user).values("pk"))
    for one in readable.select_related("round__decree"):
        place = f"#k-{one.clause}" if one.clause else "#naskah"
        yield Thing(
            f"{one.round.decree.title}, {one.clause_label}".rstrip(", "), f"{one.round.decree.url}{place}", one.due
        )


def _to_answer(user: Any, mine: Iterable[Organisation]) -> Iterator[Thing]:
    """Comments that an organisation was asked to answer."""
    given = Assignment.objects.filter(organisation__in=mine, comment__answer=None)
    given = given.filter(comment__in=Comment.objects.visible_to(user).unanswered().values("pk"))
    for one in given.select_related("comment__version__decree").defer("comment__version__tree"):
        decree = one.comment.version.decree
        url = reverse("decrees:comment-answer", args=[decree.pk, one.comment_id])
        yield Thing(f"{decree.title}, {one.comment.clause_label}", url, one.due)


def _stands(user: Any, mine: Iterable[Organisation]) -> Iterator[Thing]:
    """Answers of which the organisation has not said what it thinks."""
    own = Comment.objects.visible_to(user).threads().filter(organisation__in=mine, reaction=None).exclude(answer=None)
    drafts = own.order_by().values("version__decree", "version__decree__title").annotate(n=Count("pk", distinct=True))
    for one in drafts:
        url = reverse("decrees:for-me", args=[one["version__decree"]])
        yield Thing(one["version__decree__title"], url, count=one["n"])


def _minutes(mine: Iterable[Organisation]) -> Iterator[Thing]:
    """Circulated for correction, the time not over, and neither agreed with nor objected to."""
    this = {"minutes": OuterRef("pk"), "organisation__in": mine}
    agreed = Exists(Agreement.objects.filter(**this, digest=OuterRef("digest")))
    objected = Exists(Correction.objects.filter(**this, passage__edition=OuterRef("edition") + 1))
    last = Circulation.objects.filter(minutes=OuterRef("pk"), edition=OuterRef("edition") + 1).order_by("-pk")
    received = MinutesPage.objects.filter(state=State.CIRCULATED, recipients__organisation__in=mine).distinct()
    received = received.annotate(closes_at=Subquery(last.values("closes_at")[:1])).filter(~agreed, ~objected)
    for one in received.filter(closes_at__gt=clock.now()):
        url = reverse("minutes:circulated", args=[one.pk])
        yield Thing(one.title, url, timezone.localtime(one.closes_at).date())


def _follow_ups(user: Any) -> Iterator[Thing]:
    """Not done, and due within two weeks or late."""
    until = clock.today() + datetime.timedelta(days=SOON_DAYS)
    due = lists.mine(user).open().filter(due_date__lte=until).order_by("due_date", *lists.BESIDE)
    first = list(lists.with_minutes(due)[:SHOWN])
    total = lists.number_due(user, until) if len(first) == SHOWN else len(first)
    for one in first:
        yield Thing(
            " ".join(one.shown_text.split()),
            reverse("minutes:action", args=[one.minutes_id, one.number]),
            one.due_date,
            rest=total - len(first),
        )


_INVITATIONS = ngettext_lazy("%(n)d invitation to answer", "%(n)d invitations to answer", "n")
_INPUT = ngettext_lazy("%(n)d request for input", "%(n)d requests for input", "n")
_TO_ANSWER = ngettext_lazy("%(n)d comment to answer", "%(n)d comments to answer", "n")
_STANDS = ngettext_lazy("%(n)d answer to accept or object to", "%(n)d answers to accept or object to", "n")
_MINUTES = ngettext_lazy("%(n)d circulated minutes to check", "%(n)d circulated minutes to check", "n")
_FOLLOW_UPS = ngettext_lazy("%(n)d follow-up due", "%(n)d follow-ups due", "n")

"""Changes are told by mail: to each address once, compared with what it was last told.

Each mail is noted as soon as the mail server has taken it, so whoever was stopped goes on behind it. A mail that was
taken and could not be noted any more is sent again under the same Message-ID: mail programs keep one of the two.
"""

import contextlib
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from forum import clock, events, ledger
from forum.audiences import MEMBERS, PUBLIC
from forum.models import Delivery, InvitationPage, MeetingFacts, MeetingPage, Notice, Organisation
from forum.reading.concerned import Concerned, invitations_to, of_invitation, of_meeting, reach_of
from forum.services import mail
from forum.services.meetings.words import send_meeting, send_recall

# A mail that has been "being sent" for longer is tried again: whatever sent it was stopped.
GIVEN_UP_AFTER = datetime.timedelta(hours=1)


class News(Protocol):
    """What is so now, for each address. `concerns_nobody`: it is not told, now or later."""

    verb: str

    @property
    def concerns_nobody(self) -> bool: ...
    @property
    def audience(self) -> Any: ...
    def for_address(self, notice: Notice) -> dict[str, Any] | None:
        """What holds for it; None if it is no longer concerned."""

    def is_known(self, notice: Notice) -> bool: ...
    def organisations(self, notice: Notice) -> list[int]: ...
    def send(self, notice: Notice, message_id: str) -> None: ...
    def told_to(self, notices: list[Notice]) -> None:
        """The record says now that these were told."""


@dataclass
class MeetingNews:
    meeting: MeetingPage
    facts: MeetingFacts
    concerned: dict[str, Concerned]
    verb: str = events.MEETING_TOLD

    @classmethod
    def of(cls, meeting: MeetingPage) -> "MeetingNews":
        return cls(meeting, MeetingFacts.of(meeting), of_meeting(meeting))

    @property
    def concerns_nobody(self) -> bool:
        return self.meeting.is_over

    @property
    def audience(self) -> Any:
        is_open = all(invitation.is_open for invitation in invitations_to(self.meeting))
        return PUBLIC if is_open else MEMBERS

    def for_address(self, notice: Notice) -> dict[str, Any] | None:
        return self.facts.as_json() if notice.address in self.concerned else None

    def is_known(self, notice: Notice) -> bool:
        return MeetingFacts(**notice.known).material == self.facts.material

    def organisations(self, notice: Notice) -> list[int]:
        return list(self.concerned[notice.address].organisations)

    def send(self, notice: Notice, message_id: str) -> None:
        before = MeetingFacts(**notice.known)
        send_meeting(self.concerned[notice.address], self.meeting, before, self.facts, message_id=message_id)

    def told_to(self, notices: list[Notice]) -> None:
        pass


@dataclass
class InvitationNews:
    invitation: InvitationPage
    concerned: dict[str, Concerned]
    verb: str = events.INVITATION_RECALLED

    @classmethod
    def of(cls, invitation: InvitationPage) -> "InvitationNews":
        return cls(invitation, of_invitation(invitation) if invitation.live else {})

    @property
    def concerns_nobody(self) -> bool:
        meeting = self.invitation.meeting
        return meeting is not None and (meeting.is_over or meeting.is_called_off)

    @property
    def audience(self) -> Any:
        return self.invitation.ledger_audience

    def for_address(self, notice: Notice) -> dict[str, Any] | None:
        return {"valid": notice.address in self.concerned}

    def is_known(self, notice: Notice) -> bool:
        return notice.known == self.for_address(notice)

    def organisations(self, notice: Notice) -> list[int]:
        return list(notice.organisations)

    def send(self, notice: Notice, message_id: str) -> None:
        valid = notice.address in self.concerned
        send_recall(self.invitation, notice.address, notice.organisations, valid=valid, message_id=message_id)

    def told_to(self, notices: list[Notice]) -> None:
        """Whoever is invited anew gets the letter anew."""
        organisations = Q(organisation__in={key for notice in notices for key in notice.organisations})
        alone = Q(person__email__in=[notice.address for notice in notices])
        Delivery.objects.filter(organisations | alone, invitation=self.invitation).delete()


def news_of(page: Page) -> News:
    return MeetingNews.of(page) if isinstance(page, MeetingPage) else InvitationNews.of(page)


@dataclass
class Round:
    """One walk over those who are due. Where the mail server itself is away, nobody else waits for it to answer."""

    news: News
    failures: list[mail.Failure] = field(default_factory=list)

    def tell(self, notice: Notice) -> None:
        """Written down at once: what is stopped now goes on behind this address."""
        if self.news.concerns_nobody:
            _close(notice)
        elif (now := self.news.for_address(notice)) is None:
            notice.delete()
        elif self.news.is_known(notice):
            _close(notice)
        elif failure := self._send(notice, now):
            self._note_failure(notice, failure)
        else:
            organisations = self.news.organisations(notice)
            told = {"known": now, "told_at": clock.now(), "waits_since": clock.now(), "organisations": organisations}
            Notice.objects.filter(pk=notice.pk).update(**told, refused=False, is_recorded=False)
            _close(notice)

    def _send(self, notice: Notice, now: dict[str, Any]) -> mail.Failure | None:
        away = next((failure for failure in self.failures if failure.is_of_server), None)
        if away:
            return away.of(notice.address)
        last = notice.told_at.isoformat() if notice.told_at else ""
        try:
            self.news.send(notice, ledger.digest_of([notice.page_id, notice.address, last, now])[:40])
        except mail.NotSentError as error:
            return error.failures[0]
        return None

    def _note_failure(self, notice: Notice, failure: mail.Failure) -> None:
        self.failures.append(failure)
        if failure.is_final:
            Notice.objects.filter(pk=notice.pk).update(refused=True)
            _close(notice)


def _close(notice: Notice) -> None:
    """Nothing waits any more, but what was published meanwhile."""
    Notice.objects.filter(pk=notice.pk, due_at=notice.due_at).update(due_at=None, waits_since=None)


def tell(page_id: int) -> None:
    """All to whom it is due by now, and the entry that says so.

    Raises NotSentError, when all is recorded, if the mail server did not take some of it.
    """
    page = Page.objects.filter(pk=page_id).first()
    due = list(Notice.objects.filter(page=page_id, due_at__lte=clock.now()).order_by("pk"))
    if page is None:
        return
    walk = Round(news_of(page.specific))
    for notice in due:
        with _begun(notice) as is_mine:
            if is_mine:
                walk.tell(notice)
    _record(page.specific, walk)
    if walk.failures:
        raise mail.NotSentError(*walk.failures)


@contextlib.contextmanager
def _begun(notice: Notice) -> Iterator[bool]:
    """False: another process is at it, or it was put off meanwhile."""
    row = Notice.objects.filter(pk=notice.pk, due_at=notice.due_at)
    now = clock.now()
    if not row.filter(Q(begun_at=None) | Q(begun_at__lt=now - GIVEN_UP_AFTER)).update(begun_at=now):
        yield False
        return
    try:
        yield True
    finally:
        Notice.objects.filter(pk=notice.pk).update(begun_at=None)


@transaction.atomic
def _record(page: MeetingPage | InvitationPage, walk: Round) -> None:
    """One entry for all that was told since the last, also by whoever was stopped."""
    fresh = list(Notice.objects.select_for_update().filter(page=page.pk, is_recorded=False))
    if not fresh:
        return
    organisations = sorted({key for notice in fresh for key in notice.organisations})
    ledger.append(
        walk.news.verb,
        target=page,
        page=page,
        by=None,
        audience=walk.news.audience,
        data={
            "organisations": organisations,
            "people": len(fresh),
            "refused": sum(failure.is_final for failure in walk.failures),
            "without_address": [one.pk for one in reach_of(page).without_address if isinstance(one, Organisation)],
        },
    )
    walk.news.told_to(fresh)
    Notice.objects.filter(pk__in=[notice.pk for notice in fresh]).update(is_recorded=True)

"""What the mail of the day tells of meetings, as things stand when it leaves: what was moved, called off or told by
another mail meanwhile is told no more."""

from collections.abc import Callable, Collection, Iterable, Iterator

from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from decrees.models import NotificationPreference
from decrees.services.notifying.digest import Topic
from forum import permissions
from forum.documents.spelling import when_of
from forum.models import AgendaChange, AgendaProposal, DigestItem, MeetingPage, Notice, User
from forum.models.access import organisations_of
from forum.models.invitations.taking_part import takes_part
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.agenda.changes import readable_sentences
from forum.reading.meetings.wishes import Wish
from minutes.permissions import circulated_for
from minutes.reading.corrections import circulation_of

How, Kind = NotificationPreference.How, DigestItem.Kind
MEETINGS = NotificationPreference.Subject.MEETINGS


def wishes_about_meetings(addresses: Collection[str]) -> dict[str, Wish]:
    logins = User.objects.filter(is_active=True).annotate(small=Lower("email")).filter(small__in=addresses)
    told = {small: pk for pk, small in logins.values_list("pk", "small")}
    choices = NotificationPreference.objects.filter(user__in=list(told.values()))
    hows = {choice.user_id: choice.how_for(MEETINGS) for choice in choices}
    return {address: _wish(pk, hows.get(pk, How.AT_ONCE)) for address, pk in told.items()}


def _wish(user: int, how: str) -> Wish:
    return Wish(user, at_once=how == How.AT_ONCE, by_mail=how != How.NEVER)


def about_meetings(user: User, items: Iterable[DigestItem]) -> list[Topic]:
    return [topic for item in items for topic in TOLD[item.kind](user, item)]


def _agenda(user: User, item: DigestItem) -> Iterator[Topic]:
    change = AgendaChange.objects.filter(pk=item.about).select_related("meeting").first()
    if change is None or not _is_to_come(change.meeting) or _is_told_otherwise(user, item):
        return
    meeting = change.meeting
    if takes_part(user, meeting) or permissions.can_public_know(meeting):
        lines = [_("Agenda: %(change)s") % {"change": told} for told in readable_sentences(change, meeting, user)]
        if lines:
            yield Topic(f"{meeting.title}, {when_of(meeting)}", absolute_url(meeting), lines)


def _reminder(user: User, item: DigestItem) -> Iterator[Topic]:
    meeting = MeetingPage.objects.filter(pk=item.page_id).first()
    if meeting and _is_to_come(meeting) and timezone.localdate(meeting.starts_at) == item.day:
        place = ", ".join(filter(None, [meeting.room, meeting.address]))
        line = _("You said that you come: %(when)s, %(place)s.") % {"when": when_of(meeting), "place": place}
        yield Topic(f"{meeting.title}, {when_of(meeting)}", absolute_url(meeting), [line])


def _is_to_come(meeting: MeetingPage) -> bool:
    return meeting.live and meeting.is_held and not meeting.is_over


def _is_told_otherwise(user: User, item: DigestItem) -> bool:
    """By the mail that says what changed in the meeting: since then, or soon."""
    notice = Notice.objects.filter(page=item.page_id, address=user.email.lower()).first()
    return notice is not None and bool(notice.due_at or (notice.told_at and notice.told_at >= item.at))


def _proposal(user: User, item: DigestItem) -> Iterator[Topic]:
    proposal = AgendaProposal.objects.filter(pk=item.about).select_related("meeting", "organisation").first()
    if proposal is None or proposal.organisation not in organisations_of(user):
        return
    if proposal.state == AgendaProposal.State.ACCEPTED and not _is_to_come(proposal.meeting):
        return
    told = {"title": proposal.title, "state": proposal.get_state_display()}
    reason = [f"{_('Reason')}: {proposal.decision_reason}"] if proposal.decision_reason else []
    url = absolute_reverse("forum:agenda-proposals", proposal.meeting_id)
    yield Topic(proposal.meeting.title, url, [_("Your proposal “%(title)s”: %(state)s") % told, *reason])


def _minutes(user: User, item: DigestItem) -> Iterator[Topic]:
    for minutes in circulated_for(user).filter(pk=item.page_id):
        circulation = circulation_of(minutes)
        if circulation and circulation.pk == item.about:
            url = absolute_reverse("minutes:circulated", minutes.pk)
            yield Topic(minutes.title, url, [_("The minutes were circulated for correction.")])


TOLD: dict[str, Callable[[User, DigestItem], Iterator[Topic]]] = {
    Kind.AGENDA: _agenda,
    Kind.PROPOSAL: _proposal,
    Kind.MINUTES: _minutes,
    Kind.REMINDER: _reminder,
}

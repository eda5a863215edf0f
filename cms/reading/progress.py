"""How far each of these meetings and invitations has come, and what the secretariat does next. A fixed number of
queries, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.models import InvitationPage, Invitee, MeetingPage, Registration, Rsvp


@dataclass(frozen=True, slots=True)
class Progress:
    """`answers` and `registrations` are empty where there is nothing to count."""

    state: str
    answers: str
    registrations: str
    step: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    invited: int
    answered: int  # 'may attend' is no answer yet
    registered: int
    capacity: int | None

    @property
    def answers(self) -> str:
        return f"{self.answered}/{self.invited}" if self.invited or self.answered else ""

    @property
    def registrations(self) -> str:
        if not self.registered and self.capacity is None:
            return ""
        return f"{self.registered}/{self.capacity}" if self.capacity is not None else str(self.registered)

    @property
    def silent(self) -> int:
        return max(0, self.invited - self.answered)


def of_meetings(meetings: Sequence[MeetingPage]) -> None:
    """Give each meeting its `progress`."""
    prefetch_related_objects(meetings, "host")
    invitations = _invitations_to(meetings)
    tallies = _tallies([one for found in invitations.values() for one in found])
    keys = [meeting.pk for meeting in meetings]
    written = set(MeetingPage.objects.filter(pk__in=keys, minutes__isnull=False).values_list("pk", flat=True))
    for meeting in meetings:
        found = invitations[meeting.pk]
        tally = _together([tallies[one.pk] for one in found if one.is_of_record])
        step, url = _next_of_meeting(meeting, found, tally, has_minutes=meeting.pk in written)
        meeting.progress = Progress(_state_of_meeting(meeting), tally.answers, tally.registrations, step, url)


def of_invitations(invitations: Sequence[InvitationPage]) -> None:
    """Give each invitation its `progress` and its `meets`: the meeting, or None."""
    tallies, meetings = _tallies(invitations), _meetings_of(invitations)
    for invitation in invitations:
        meeting = invitation.meets = meetings.get(invitation.subject_id) or meetings.get(_place_above(invitation))
        tally = tallies[invitation.pk]
        step, url = _next_of_invitation(invitation, meeting, tally)
        state = _state_of_invitation(invitation, meeting)
        invitation.progress = Progress(state, tally.answers, tally.registrations, step, url)


# --- what belongs together


def _place_above(page: Any) -> str:
    return str(page.path[: -page.steplen])


def _invitations_to(meetings: Sequence[MeetingPage]) -> dict[int, list[InvitationPage]]:
    keys = {meeting.path: meeting.pk for meeting in meetings}
    below = [Q(path__startswith=path) for path in keys]
    about = Q(subject__in=keys.values()) | (Q(subject=None) & reduce(or_, below, Q(pk=None)))
    found: dict[int, list[InvitationPage]] = defaultdict(list)
    for invitation in InvitationPage.objects.filter(about):
        key = invitation.subject_id or keys.get(_place_above(invitation))
        if key is not None:
            found[key].append(invitation)
    return found


def _meetings_of(invitations: Sequence[InvitationPage]) -> dict[Any, MeetingPage]:
    """By key, and by place for those that stand below their meeting and name no other subject."""
    subjects = [one.subject_id for one in invitations if one.subject_id]
    places = [_place_above(one) for one in invitations if not one.subject_id]
    found: dict[Any, MeetingPage] = {}
    for meeting in MeetingPage.objects.filter(Q(pk__in=subjects) | Q(path__in=places)).select_related("host"):
        found[meeting.pk] = meeting
        if meeting.path in places:
            found[meeting.path] = meeting
    return found


def _tallies(invitations: Sequence[InvitationPage]) -> dict[int, Tally]:
    keys = [one.pk for one in invitations]
    later = Rsvp.objects.filter(invitation=OuterRef("invitation"), organisation=OuterRef("organisation"))
    sure = Q(~Exists(later.filter(pk__gt=OuterRef("pk"))), ~Q(answer=Rsvp.Answer.MAYBE))
    invited, answered = _counted(Invitee, keys, "organisation"), _counted(Rsvp, keys, "organisation", sure)
    alone = _counted(Invitee, keys, "person", Q(person__isnull=False))
    if alone:
        invited = _sum(invited, alone)
        later = Rsvp.objects.filter(invitation=OuterRef("invitation"), person=OuterRef("person"), pk__gt=OuterRef("pk"))
        sure = Q(~Exists(later), ~Q(answer=Rsvp.Answer.MAYBE), person__isnull=False)
        answered = _sum(answered, _counted(Rsvp, keys, "person", sure))
    places = Q(confirmed_at__isnull=False, cancelled_at=None)
    registered = _counted(Registration, keys, "pk", places)
    return {
        one.pk: Tally(invited.get(one.pk, 0), answered.get(one.pk, 0), registered.get(one.pk, 0), one.capacity)
        for one in invitations
    }


def _sum(first: dict[int, int], second: dict[int, int]) -> dict[int, int]:
    return {key: first.get(key, 0) + second.get(key, 0) for key in first | second}


def _counted(model: type[Model], keys: list[int], what: str, which: Q | None = None) -> dict[int, int]:
    rows = model._default_manager.filter(which or Q(), invitation__in=keys).order_by().values("invitation")
    return dict(rows.annotate(n=Count(what, distinct=True)).values_list("invitation", "n"))


def _together(tallies: Sequence[Tally]) -> Tally:
    places = [one.capacity for one in tallies if one.capacity is not None]
    return Tally(
        sum(one.invited for one in tallies),
        sum(one.answered for one in tallies),
        sum(one.registered for one in tallies),
        sum(places) if places else None,
    )


# --- in words


def _state_of_meeting(meeting: MeetingPage) -> str:
    if not meeting.live:
        return _("withdrawn") if meeting.first_published_at else _("draft")
    if meeting.is_unusual:
        return str(meeting.get_status_display())
    return _("over") if meeting.is_over else _("announced")


def _state_of_invitation(invitation: InvitationPage, meeting: MeetingPage | None) -> str:
    if not invitation.live:
        return _("withdrawn") if invitation.first_published_at else _("draft")
    if meeting and meeting.status == MeetingPage.Status.CANCELLED:
        return str(meeting.get_status_display())
    return _("over") if meeting and meeting.is_over else _("published")


def _edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _answers(invitation: InvitationPage, silent: int) -> tuple[str, str]:
    text = ngettext("%d has not answered", "%d have not answered", silent) % silent
    return text, reverse("forum_answers", args=[invitation.pk])


def _next_of_meeting(
    meeting: MeetingPage, invitations: list[InvitationPage], tally: Tally, *, has_minutes: bool
) -> tuple[str, str]:
    if not meeting.live:
        return ("", "") if meeting.first_published_at else (_("Publish it"), _edit(meeting))
    if meeting.status in (MeetingPage.Status.CANCELLED, MeetingPage.Status.POSTPONED):
        return "", ""
    if meeting.is_over:
        add = reverse("wagtailadmin_pages:add", args=["minutes", "minutespage", meeting.pk])
        return ("", "") if has_minutes else (_("Write the minutes"), add)
    if not invitations:
        return _("Invite"), reverse("wagtailadmin_pages:add", args=["forum", "invitationpage", meeting.pk])
    drafts = [one for one in invitations if not one.live and not one.first_published_at]
    if drafts:
        return _("Publish the invitation"), _edit(drafts[0])
    return _answers(invitations[0], tally.silent) if tally.silent else ("", "")


def _next_of_invitation(invitation: InvitationPage, meeting: MeetingPage | None, tally: Tally) -> tuple[str, str]:
    ended = meeting and (meeting.is_over or meeting.status == MeetingPage.Status.CANCELLED)
    if ended or (invitation.first_published_at and not invitation.live):
        return "", ""
    if not invitation.live:
        return _("Publish it"), _edit(invitation)
    return _answers(invitation, tally.silent) if tally.silent else ("", "")

"""Who sees the room of a meeting, speaks in it, leads it."""

from django.db.models import QuerySet

from forum.models.access import Anyone, is_secretariat, memberships_of, organisations_of
from forum.models.directory.people import Organisation
from forum.models.meetings import MeetingPage
from forum.models.sitting import Question, is_on_today
from forum.permissions.duties import can_view_page


def can_lead_sitting(user: Anyone, meeting: MeetingPage) -> bool:
    """From the day on which the meeting is announced: whoever prepares it looks at the room before. Besides the
    secretariat whoever holds the office that leads this meeting, today."""
    return meeting.live and (is_secretariat(user) or _holds_the_chair(user, meeting))


def _holds_the_chair(user: Anyone, meeting: MeetingPage) -> bool:
    return meeting.chair_id is not None and any(one.post_id == meeting.chair_id for one in memberships_of(user))


def can_follow_sitting(user: Anyone, meeting: MeetingPage) -> bool:
    """On its day whoever may read the page of the meeting; whoever leads it, always."""
    return can_lead_sitting(user, meeting) or (is_on_today(meeting) and can_view_page(user, meeting))


def can_take_part_in_sitting(user: Anyone, meeting: MeetingPage) -> bool:
    """Ask, support, ask for the floor: on its day only, whoever leads it included."""
    return is_on_today(meeting) and can_view_page(user, meeting)


def organisations_speaking(user: Anyone, meeting: MeetingPage) -> tuple[Organisation, ...]:
    """For whom somebody may ask for the floor."""
    return organisations_of(user) if can_take_part_in_sitting(user, meeting) else ()


def questions_shown(user: Anyone, meeting: MeetingPage) -> QuerySet[Question]:
    """Those that this reader may read; the others are the secretariat's."""
    questions = Question.objects.filter(sitting__meeting=meeting)
    return questions if can_lead_sitting(user, meeting) else questions.shown()

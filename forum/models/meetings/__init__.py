"""Meetings, what calendars and letters know of them, and what people were told."""

from forum.models.meetings.agenda import AgendaChange, AgendaItem, AgendaPaper, AgendaProposal, Point
from forum.models.meetings.calendar import CalendarEntry
from forum.models.meetings.facts import NOT_HELD, WITHDRAWN, MeetingFacts
from forum.models.meetings.notices import DigestItem, Notice
from forum.models.meetings.pages import MeetingIndexPage, MeetingPage
from forum.models.meetings.polls import DatePoll, PolledOrganisation, PollLink, PollReply, PollSlot, ReplyWay
from forum.models.meetings.shown import ShownMeeting
from forum.models.meetings.subscriptions import CalendarAddress
from forum.models.meetings.vague import Precision
from forum.models.meetings.when import instant

__all__ = [
    "NOT_HELD",
    "WITHDRAWN",
    "AgendaChange",
    "AgendaItem",
    "AgendaPaper",
    "AgendaProposal",
    "CalendarAddress",
    "CalendarEntry",
    "DatePoll",
    "DigestItem",
    "MeetingFacts",
    "MeetingIndexPage",
    "MeetingPage",
    "Notice",
    "Point",
    "PollLink",
    "PollReply",
    "PollSlot",
    "PolledOrganisation",
    "Precision",
    "ReplyWay",
    "ShownMeeting",
    "instant",
]

"""Meetings, what calendars and letters know of them."""

from forum.models.meetings.calendar import CalendarEntry
from forum.models.meetings.pages import AgendaItem, MeetingIndexPage, MeetingPage
from forum.models.meetings.shown import ShownMeeting, instant

__all__ = ["AgendaItem", "CalendarEntry", "MeetingIndexPage", "MeetingPage", "ShownMeeting", "instant"]

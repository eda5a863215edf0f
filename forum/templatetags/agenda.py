"""The agenda in the editors' rooms."""

from django import template

from forum.models import MeetingPage
from forum.models.access import Anyone
from forum.reading.agenda import editing

register = template.Library()


@register.simple_tag
def agenda_editor(meeting: MeetingPage, user: Anyone) -> editing.Editor:
    return editing.editor(meeting, user)

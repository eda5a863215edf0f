"""The parts of an invitation's letter, for the page and the mail.

Where the meeting is another today than in the letter, the page says so beside it; mails tell of today. Who may not know
of the meeting reads the letter without it.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings

from forum.models import InvitationPage, ShownMeeting
from forum.models.invitations.shown import shown_letter


def letter_of(invitation: InvitationPage, *, with_meeting: bool) -> dict[str, Any]:
    """The letter's parts, for the page and for the mail."""
    letter, meeting = shown_letter(invitation), invitation.meeting
    if not with_meeting:
        letter, meeting = replace(letter, meeting=None), None
    today = ShownMeeting.of(meeting) if meeting and invitation.frozen else letter.meeting
    return {
        "invitation": invitation,
        "language": settings.LANGUAGE_CODE,  # a letter is written in the language of the office
        "about": invitation.about,
        "meeting": meeting,
        "closes_at": invitation.closes_at if meeting else invitation.registration_until,
        "agenda": today.points if today else [],
        "letter": letter,
        "changed": letter.meeting.differences(today) if letter.meeting and today else [],
        "bring": invitation.to_bring,
        "copies": invitation.copies,
    }

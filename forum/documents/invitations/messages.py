"""What the secretariat sends by WhatsApp beside the mail: five lines in the language of the office, to copy."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from forum.documents.spelling import full_date, hours_of
from forum.models import InvitationPage, MeetingPage, ShownMeeting
from forum.models.invitations.shown import shown_letter
from forum.models.pages import absolute_reverse


@dataclass(frozen=True, slots=True)
class Message:
    label: str
    text: str

    @property
    def url(self) -> str:
        """A link that opens WhatsApp with the text; nothing is asked of it before somebody follows it."""
        return f"https://wa.me/?{urlencode({'text': self.text}, quote_via=quote)}"


def short_address(page: Page) -> str:
    return absolute_reverse("forum:short", int_to_base36(page.pk))


def messages_of(invitation: InvitationPage) -> list[Message]:
    """Those that are of use now; none of an invitation that is not published."""
    meeting = invitation.meeting
    if not invitation.live or (meeting and not meeting.live):
        return []
    with override(settings.LANGUAGE_CODE):
        url = short_address(invitation)
        if meeting and meeting.is_called_off:
            return [_cancellation(invitation, meeting, url)]
        if invitation.is_closed:
            return []
        announced = shown_letter(invitation).meeting
        changed = announced.differences(ShownMeeting.of(meeting)) if announced and meeting else []
        return [
            invitation_text(invitation, url),
            Message(_("Reminder"), _lines(_("*Reminder: %s*") % invitation.about.title, invitation, url)),
            *([_change(invitation, changed, url)] if changed else []),
        ]


def invitation_text(invitation: InvitationPage, url: str) -> Message:
    """`url` is the public address, or a personal link."""
    with override(settings.LANGUAGE_CODE):
        return Message(_("Invitation"), _lines(f"*{invitation.title}*", invitation, url))


def _lines(heading: str, invitation: InvitationPage, url: str) -> str:
    until = invitation.closes_at
    answer = _("Please answer by %s:") % full_date(until) if until else _("Please answer:")
    return "\n".join([heading, *_facts(invitation.meeting), answer, url])


def _facts(meeting: MeetingPage | None) -> list[str]:
    if meeting is None or not meeting.live:
        return []
    return [f"{full_date(meeting.starts_at)}, {hours_of(meeting)}", ShownMeeting.of(meeting).place]


def _change(invitation: InvitationPage, changed: list[Any], url: str) -> Message:
    heading = _("*Changed: %s*") % invitation.about.title
    what = _("Please note what is new: %s") % ", ".join(str(one) for one in changed)
    return Message(_("Change"), "\n".join([heading, *_facts(invitation.meeting), what, url]))


def _cancellation(invitation: InvitationPage, meeting: MeetingPage, url: str) -> Message:
    reason = [_("Reason: %s") % meeting.status_reason] if meeting.status_reason else []
    heading, sorry = _("*CANCELLED: %s*") % invitation.about.title, _("You need not do anything.")
    return Message(_("Cancellation"), "\n".join([heading, _facts(meeting)[0], *reason, sorry, url]))

"""What is passed on by WhatsApp: a few lines with a short address, and no word of what somebody said."""

import datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from decrees.models import DecreePage, Notification, Round
from forum.documents.invitations.messages import Message, short_address

Kind = Notification.Kind
# Whoever reads it may be of another office: not "your comment", but whose.
HEADINGS = {
    Kind.ANSWERED: gettext_lazy("A comment by %(name)s was answered"),
    Kind.REANSWERED: gettext_lazy("The answer to a comment by %(name)s was changed"),
    Kind.CONTESTED: gettext_lazy("The answer to a comment by %(name)s was changed"),
    Kind.CHANGED: gettext_lazy("The passage that %(name)s commented on was changed"),
    Kind.REPLACED: gettext_lazy("The passage that %(name)s commented on was replaced"),
    Kind.LOST: gettext_lazy("The passage that %(name)s commented on is gone"),
    Kind.TAKEN: gettext_lazy("A wording proposed by %(name)s went into the text"),
    Kind.ASKED: gettext_lazy("%(name)s is asked for input"),
    Kind.ASSIGNED: gettext_lazy("A comment by %(name)s is to be answered"),
    Kind.HIDDEN: gettext_lazy("Words at a comment by %(name)s were hidden"),
    Kind.SHOWN: gettext_lazy("Words at a comment by %(name)s are shown again"),
    Kind.FOLLOWED: gettext_lazy("The text was changed because of a comment by %(name)s"),
    Kind.WITHDRAWN: gettext_lazy("A comment by %(name)s was withdrawn"),
    Kind.MENTIONED: gettext_lazy("An organisation is mentioned in a comment by %(name)s"),
}


def passed_on(notice: Notification, number: int) -> Message:
    """`number` is that of the version that it is about."""
    about = notice.comment or notice.request
    if about is None:
        return of_draft(notice.decree, number, notice.round)
    with override(settings.LANGUAGE_CODE):
        heading = str(HEADINGS[Kind(notice.kind)]) % {"name": about.organisation.label}
        place = ", ".join(filter(None, [notice.place, _("version %(number)s") % {"number": number}]))
        until = [_until(notice.request.due)] if notice.request else []
        url = f"{settings.BASE_URL}{notice.comment.get_absolute_url()}" if notice.comment else ""
        lines = [f"*{heading}*", notice.decree.title, place, *until, url or short_address(notice.decree)]
        return Message(heading, "\n".join(lines))


def of_draft(decree: DecreePage, number: int, round_: Round | None) -> Message:
    """What the secretariat passes on too, when it has circulated a version or opened a round."""
    with override(settings.LANGUAGE_CODE):
        told = {"number": number}
        is_open = round_ is not None and round_.is_open
        heading = _("Open for comments: version %(number)s") if is_open else _("Version %(number)s")
        until = [_until(round_.closes_on)] if round_ and is_open else []
        lines = [f"*{heading % told}*", decree.title, *until, short_address(decree)]
        return Message(heading % told, "\n".join(lines))


def _until(day: datetime.date) -> str:
    return _("Until %(date)s") % {"date": date_format(day, "j F Y")}

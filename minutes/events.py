"""Events of this app, with the words a timeline shows."""

from django.utils.translation import gettext_lazy as _

from forum.events import TITLE, define

TEXT = ("text",)

MINUTES_CIRCULATED = define("minutes.circulated", _("circulated the minutes for correction"), data=TEXT)
MINUTES_CORRECTED = define("minutes.corrected", _("asked for a correction of the minutes"), audience="members")
MINUTES_APPROVED = define("minutes.approved", _("approved the minutes"), data=TEXT)
MINUTES_PUBLISHED = define("minutes.published", _("published the minutes"), in_feed=True, data=TITLE)
MINUTES_CHANGED = define("minutes.changed", _("published a corrected edition of the minutes"), in_feed=True, data=TITLE)
MINUTES_WITHDRAWN = define("minutes.withdrawn", _("withdrew the minutes"), data=TITLE)
MINUTES_REOPENED = define("minutes.reopened", _("reopened the minutes for correction"), data=TEXT)
ACTION_DONE = define("action.done", _("reported a follow-up as done"), in_feed=True, data=["number"])

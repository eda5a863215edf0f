"""Events of this app, with the words a timeline shows."""

from django.utils.translation import gettext_lazy as _

from forum.events import define

MINUTES_CIRCULATED = define("minutes.circulated", _("circulated the minutes for correction"))
MINUTES_CORRECTED = define("minutes.corrected", _("asked for a correction of the minutes"))
MINUTES_APPROVED = define("minutes.approved", _("approved the minutes"))
MINUTES_PUBLISHED = define("minutes.published", _("published the minutes"))
MINUTES_CHANGED = define("minutes.changed", _("published a corrected edition of the minutes"))
MINUTES_WITHDRAWN = define("minutes.withdrawn", _("withdrew the minutes"))
MINUTES_REOPENED = define("minutes.reopened", _("reopened the minutes for correction"))
ACTION_DONE = define("action.done", _("reported a follow-up as done"))

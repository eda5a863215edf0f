"""Loads the demo: the whole story in one transaction, each scene by the clock of its day."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.demo import drafts, gatherings, minuting, organisations, sitting
from cms.demo.clock import DemoRefusedError, require_nothing_told, standing_at
from cms.demo.data.people import PASSWORD
from cms.demo.gatherings import announce_next_meeting
from cms.demo.quiet import build_indexes, nothing_queued
from cms.demo.story import USUAL_STAGE, Scene, Story
from cms.services.preparing import prepare_site
from decrees.models import NotificationPreference
from decrees.services import choose_notifications
from forum.models import User

Say = Callable[[str], Any]


def load(say: Say, stage: str = "") -> None:
    """Tell the story up to a stage; told before, only a meeting in the future is renewed. All of it or nothing.

    Raises DemoRefusedError where the settings keep the clock, where the ledger holds entries of others, and for a stage
    when the demo is there already.
    """
    if not User.objects.filter(email="sekretariat@mufakat.example").exists():
        require_nothing_told()
        say(_("Loading the demo: half a year of meetings, minutes and drafts …"))
        _tell(stage or USUAL_STAGE)
    elif stage:
        raise DemoRefusedError(_("The demo is there already. Another stage needs an empty database."))
    else:
        announce_next_meeting()
    logins = "sekretariat@, bi@, idfos@, kpi@, akademisi@, bappeda@, hukum@, admin@mufakat.example"
    say(_("Demo logins: %(logins)s – %(password)s") % {"logins": logins, "password": PASSWORD})
    say(
        _(
            "The demo cannot be removed again: its entries stay in the ledger. For real work start with an empty database."
        )
    )


def _tell(stage: str) -> None:
    with nothing_queued(), transaction.atomic():
        prepare_site()
        story = Story(stage)
        for scene in scenes_of(story):
            with standing_at(story.moment(scene.day, scene.time)):
                scene.tell(story)
        for choice in NotificationPreference.objects.select_related("user"):
            choose_notifications(NotificationPreference.How.AT_ONCE, by=choice.user)
        announce_next_meeting()
        build_indexes()


def scenes_of(story: Story) -> list[Scene]:
    """All scenes before today, in order."""
    told = [scene for part in (organisations, gatherings, sitting, minuting, drafts) for scene in part.told(story)]
    return sorted((one for one in told if one.day < story.last_day), key=lambda one: (one.day, one.time))

"""Decrees: how a text becomes binding."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecreesConfig(AppConfig):
    name = "decrees"
    verbose_name = _("Decrees")

    def ready(self) -> None:
        # Models are there only now: pages learn what they show, the live channel its frames, the database its triggers.
        from decrees import events  # noqa: F401
        from decrees.documents import data, hidden  # noqa: F401
        from decrees.live import frames  # noqa: F401
        from decrees.models import triggers  # noqa: F401
        from decrees.permissions import citizens_are_heard
        from decrees.reading import page  # noqa: F401
        from decrees.reading.sources import decisions  # noqa: F401
        from decrees.register import entries  # noqa: F401
        from decrees.register.mine import sections  # noqa: F401
        from decrees.services.notifying import followed  # noqa: F401
        from decrees.services.notifying.mailing import silent_about_duties
        from decrees.services.notifying.meetings import wishes_about_meetings
        from decrees.text.redline.words import compare_words
        from forum.models.settings import register_hearing
        from forum.reading.meetings.wishes import register_wishes
        from minutes.reading.actions.reminders import register_silent
        from minutes.reading.corrections.changes import register_comparison

        register_hearing(citizens_are_heard)
        register_comparison(compare_words)
        register_silent(silent_about_duties)
        register_wishes(wishes_about_meetings)

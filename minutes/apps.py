"""Minutes: what was said and agreed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesConfig(AppConfig):
    name = "minutes"
    verbose_name = _("Minutes")

    def ready(self) -> None:
        # Models are there only now: pages learn what they show, triggers are looked after.
        from minutes import events  # noqa: F401
        from minutes.archive import entries, organisation, page, statements  # noqa: F401
        from minutes.documents import data  # noqa: F401
        from minutes.models import triggers  # noqa: F401
        from minutes.reading import followups, pages  # noqa: F401
        from minutes.services import signals  # noqa: F401

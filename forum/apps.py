"""The forum: who we are and when we meet, and the ledger."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from forum import events  # noqa: F401
        from forum.services import signals  # noqa: F401

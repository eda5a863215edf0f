"""The forum: who we are and when we meet, and the ledger."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Forum")

    def ready(self) -> None:
        # Models are there only now: pages learn what they show, Wagtail's signals are heard, triggers are looked after.
        from forum.events import attendance, sittings  # noqa: F401 - each verb that the ledger holds is known
        from forum.forms.dates import fields
        from forum.forms.meetings import page  # noqa: F401
        from forum.ledger import checks, meetings, record_pages  # noqa: F401
        from forum.models.pages import places, references
        from forum.reading import directory  # noqa: F401
        from forum.reading.meetings import pages  # noqa: F401
        from forum.services import signals  # noqa: F401
        from forum.views.invitations import pages as letters  # noqa: F401

        fields.use_in_admin()
        references.use_for_pages()
        post_migrate.connect(checks.restore_lost, sender=self)
        post_migrate.connect(places.index_places, sender=self)

"""The site: what visitors and editors see around the other apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        # Models are there only now: pages learn what they show, uploads are heard of.
        from cms.reading import home  # noqa: F401
        from cms.services import pictures  # noqa: F401

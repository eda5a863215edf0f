"""The site: what visitors and editors see around the other apps."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CmsConfig(AppConfig):
    name = "cms"
    default = True
    verbose_name = _("Site")

    def ready(self) -> None:
        # Models are there only now: pages learn what they show, uploads are heard of, the address is one.
        from cms.reading import search  # noqa: F401
        from cms.reading.home import page  # noqa: F401
        from cms.services import checks, pictures, preparing, refusals  # noqa: F401
        from cms.services.queue import retrying  # noqa: F401
        from cms.views import duties  # noqa: F401

        post_migrate.connect(preparing.follow_base_url, sender=self)


class LoginsConfig(WagtailUsersAppConfig):
    """Wagtail's, with our forms of logins."""

    user_viewset = "forum.desk.viewsets.logins.LoginViewSet"

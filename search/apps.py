"""Search: everything that a reader may know of, found by its words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        # Models are there only now: what the forum itself gives to be found, and what happens to it.
        from search.index import forum  # noqa: F401
        from search.services import attached, following  # noqa: F401

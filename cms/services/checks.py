"""Django's checks look whether the site speaks Indonesian, and whether its record names the address that it has."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from wagtail.models import Site

from cms.reading.health.installation import stale_catalogues
from forum.models.pages import address_of_site


@register(Tags.translation, deploy=True)
def check_catalogues(**kwargs: Any) -> list[CheckMessage]:
    """Without its compiled catalogue a site says everything in English and complains of nothing."""
    hint = "manage.py messages compile"
    return [
        Error(f"Not compiled, so the site speaks English: {path}.", hint=hint, id="cms.E001")
        for path in stale_catalogues()
    ]


def _sites(alias: str) -> list[Site]:
    """None before the first `migrate`."""
    if Site._meta.db_table not in connections[alias].introspection.table_names():
        return []
    return list(Site.objects.using(alias).filter(is_default_site=True))


@register(Tags.database)
def check_address(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Somebody changed the site's record in the editors' rooms, or BASE_URL without `migrate`."""
    wanted = address_of_site()
    sites = [site for alias in databases or () for site in _sites(alias)]
    hint = "manage.py setup_site sets the record; BASE_URL decides."
    return [
        Warning(
            f"The site's record says {site.hostname}:{site.port}, BASE_URL says otherwise.", hint=hint, id="cms.W001"
        )
        for site in sites
        if (site.hostname, site.port) != wanted
    ]

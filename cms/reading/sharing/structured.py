"""A draft decree for search engines: schema.org's Legislation as JSON-LD."""

from typing import Any

from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.reading.sharing.briefs import Brief
from decrees.models import DecreePage
from forum.models import ForumSettings
from forum.models.pages import absolute_url
from forum.reading.structured import data_block


def structured(page: Page, brief: Brief, names: ForumSettings) -> SafeString | str:
    """Empty for pages that say it themselves (meetings), and for those that no type fits."""
    return data_block(_legislation(page, brief, names)) if isinstance(page, DecreePage) else ""


def _legislation(page: DecreePage, brief: Brief, names: ForumSettings) -> dict[str, Any]:
    newest = page.newest
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": brief.title,
        "abstract": brief.about,
        "url": absolute_url(page),
        "legislationType": brief.kind,
        "creativeWorkStatus": brief.state,
        "legislationLegalForce": "https://schema.org/NotInForce",
        "legislationJurisdiction": names.region,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": names.decree_office},
        "version": newest.number if newest else "",
        "dateModified": newest.circulated_at.date().isoformat() if newest else "",
        "isAccessibleForFree": True,
        "inLanguage": "id",
    }

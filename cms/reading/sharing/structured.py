"""A draft decree and minutes for search engines: schema.org's Legislation and Report as JSON-LD."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from wagtail.models import Page

from cms.reading.sharing.briefs import Brief
from decrees.models import DecreePage
from forum.models import ForumSettings
from forum.models.pages import absolute_url
from forum.models.typed import clean_line
from forum.reading.structured import data_block
from minutes.models import MinutesPage
from minutes.models.shown import shown_of


def structured(page: Page, brief: Brief, names: ForumSettings) -> SafeString | str:
    """Empty for pages that say it themselves (meetings), and for those that no type fits."""
    if isinstance(page, MinutesPage):
        return data_block(_report(page, brief))
    return data_block(_legislation(page, brief, names)) if isinstance(page, DecreePage) else ""


def _report(page: MinutesPage, brief: Brief) -> dict[str, Any]:
    meeting = shown_of(page).meeting
    held = page.started_at or meeting.starts_at
    published = page.published_at
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": brief.title,
        "abstract": brief.about,
        "url": absolute_url(page),
        "reportNumber": clean_line(page.number),
        "version": page.edition,
        "datePublished": localdate(published).isoformat() if published else "",
        "about": {"@type": "Event", "name": clean_line(meeting.title), "startDate": localdate(held).isoformat()},
        "publisher": {"@type": "Organization", "name": clean_line(meeting.host)},
        "license": settings.DATA_LICENSE,
        "isAccessibleForFree": True,
        "inLanguage": "id",
    }


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

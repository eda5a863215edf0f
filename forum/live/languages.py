"""In which languages a page is being read now, so that a frame is rendered only in those.

The site's own is always rendered. For others, a hub that has readers leaves a note in the cache, which all processes
share. A note that is lost or late costs its readers one fetch, like any lost frame.
"""

import logging

from django.conf import settings
from django.core.cache import cache

log = logging.getLogger(__name__)

NOTE_SECONDS = 60


def known(language: str) -> str:
    """The language itself if the site speaks it, else the site's own."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def note(page_id: int, language: str) -> None:
    """Record that somebody reads the page in this language. The hub repeats it as long as that is so."""
    try:
        cache.set(_key(page_id, language), 1, NOTE_SECONDS)
    except Exception:
        log.warning("Could not note that page %s is read in %s", page_id, language)


def read_in(page_id: int) -> list[str]:
    """The languages in which to render a frame for the page, the site's own first."""
    others = {_key(page_id, code): code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE}
    try:
        noted = cache.get_many(others)
    except Exception:
        log.warning("Could not ask in which languages page %s is read", page_id)
        noted = {}
    return [settings.LANGUAGE_CODE, *(others[key] for key in others if key in noted)]


def _key(page_id: int, language: str) -> str:
    return f"forum.live.read-in:{page_id}:{language}"

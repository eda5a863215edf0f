"""The site as installed, with an empty view to compare with and the number of queries in a header."""

from cms.settings.test import *  # noqa: F403
from cms.settings.test import EVERY_MIDDLEWARE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.urls.count_queries", *EVERY_MIDDLEWARE]
LOGGING_CONFIG = None
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

"""The site as installed, with an empty view to compare with and the number of queries in a header."""

import os

from cms.settings import stores
from cms.settings.test import *  # noqa: F403
from cms.settings.test import EVERY_MIDDLEWARE

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.urls.count_queries", *EVERY_MIDDLEWARE]
LOGGING_CONFIG = None
if "TASK_QUEUE" in os.environ:  # what follows an answer is done beside it, as it is where the site runs
    TASK_QUEUE, TASKS = os.environ["TASK_QUEUE"], stores.TASKS
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

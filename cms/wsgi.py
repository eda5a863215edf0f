"""HTTP alone, for WSGI workers beside a daphne that serves the sockets."""

import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections

from cms.settings.environment import refused
from cms.settings.starting import serving

# The threads of a worker live as long as it does, those of daphne for one request: here a connection is worth keeping.
# To open one takes longer than to find a page that was drawn before.
CONNECTION_SECONDS = 60

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
os.environ.setdefault("SERVES_PEOPLE", "on")


def _application() -> WSGIHandler:
    if not settings.REDIS_URL:
        wrong = "is not set: what is written here would reach no open page, and each worker would count its own limits"
        raise refused("REDIS_URL", wrong)
    return get_wsgi_application()


application = serving(_application)
connections.settings["default"]["CONN_MAX_AGE"] = connections.settings["default"]["CONN_MAX_AGE"] or CONNECTION_SECONDS

from cms.services.queue import start_embedded  # noqa: E402
from forum import live  # noqa: E402

live.use_own_loop()
start_embedded()

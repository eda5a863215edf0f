"""HTTP alone, for WSGI workers beside a daphne that serves the sockets."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from cms.settings.environment import refused
from cms.settings.starting import started

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
os.environ.setdefault("SERVES_PEOPLE", "on")
if not settings.REDIS_URL:
    wrong = "is not set: what is written in these workers would reach no open page, and each would count its own limits"
    raise refused("REDIS_URL", wrong, "redis://127.0.0.1:6379/0")
application = started(get_wsgi_application)

from cms.services.queue import start_embedded  # noqa: E402

start_embedded()

"""The site for one worker of HTTP alone, which needs no Redis; otherwise as cms/wsgi.py."""

from django.core.wsgi import get_wsgi_application
from django.db import connections

application = get_wsgi_application()
connections.settings["default"]["CONN_MAX_AGE"] = 60

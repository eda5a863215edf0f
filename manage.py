#!/usr/bin/env python
"""The command line of a Mufakat installation."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from cms.settings.starting import started

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    if sys.argv[1:2] in (["runserver"], ["db_worker"]):
        os.environ.setdefault("SERVES_PEOPLE", "on")
    started(lambda: settings.SECRET_KEY)
    execute_from_command_line(sys.argv)

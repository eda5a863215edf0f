"""The site as installed; without a second factor for the people of the scene, and static files from where they are."""

from cms.settings.production import *  # noqa: F403

DUTY_SECOND_FACTOR = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405

"""A laptop: nothing to install, nothing to configure."""

from cms.settings.base import *  # noqa: F403
from cms.settings.environment import env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-a-laptop-never-for-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
CLOCK_MAY_BE_MOVED = True

"""The test suite: fast password hashes, mail kept in memory, everything else as an installation has it.

Pages are drawn each time: many tests make what they show without the services, and so without an entry that would tell.
The tests of pages that are kept put the middleware back, and so do those with browsers and servers.
"""

from cms.settings.base import *  # noqa: F403
from cms.settings.base import MIDDLEWARE as EVERY_MIDDLEWARE
from cms.settings.environment import DATA_DIR, env

SECRET_KEY = "only-for-tests-" + "x" * 40
DEBUG = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = DATA_DIR / "test-media"
ACCOUNT_RATE_LIMITS = False
GRAVE_ACTS_WITHIN_MINUTES = 0
CLOCK_MAY_BE_MOVED = True
MIDDLEWARE = [one for one in EVERY_MIDDLEWARE if "kept" not in one]
NOTICES_QUIET_MINUTES = 0
TASK_QUEUE = "immediate"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if env.str("DATABASE_URL", default="") == "":
    DATABASES["default"]["NAME"] = ":memory:"
if REDIS_URL:
    # Each process of a run empties a cache of its own and hears channels of its own.
    worker = int(env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{worker}"
    CHANNEL_LAYERS["default"] |= {"CONFIG": {"address": REDIS_URL, "prefix": f"test{worker}"}}

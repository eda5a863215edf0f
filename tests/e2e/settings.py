"""The site as installed, on a database of the test's own, with static files served from where they are."""

from cms.settings.environment import env
from cms.settings.test import *  # noqa: F403
from cms.settings.test import EVERY_MIDDLEWARE

MIDDLEWARE = EVERY_MIDDLEWARE
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
vars().update(env.email_url("EMAIL_URL", default="memorymail://"))
if env.bool("RATE_LIMITS", default=False):
    ACCOUNT_RATE_LIMITS = {}  # allauth's own

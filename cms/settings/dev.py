"""A laptop: nothing to install, nothing to configure; it answers to this computer's own names only."""

from urllib.parse import urlsplit

from cms.settings.base import *  # noqa: F403
from cms.settings.base import BASE_URL
from cms.settings.environment import LOCAL_HOSTS, env, refused

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-a-laptop-never-for-production")
if SECRET_KEY.startswith("only-for-a-laptop") and urlsplit(BASE_URL).hostname not in [*LOCAL_HOSTS, "::1"]:
    wrong = f"is not that of a server, but BASE_URL is {BASE_URL}: the key of these settings is known to everybody"
    raise refused("DJANGO_SETTINGS_MODULE", wrong)
CLOCK_MAY_BE_MOVED = True
# Passkeys also by http: a laptop's own names are as safe as https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

"""A public office's server: refuses to start when it would not be safe, and says what to set."""

from urllib.parse import urlsplit

from django.http.request import validate_host

from cms.settings.base import *  # noqa: F403
from cms.settings.base import ALLAUTH_TRUSTED_PROXY_COUNT, STORAGES, TEMPLATES
from cms.settings.environment import LOCAL_HOSTS, env, refused

if env.bool("DEBUG", default=False):
    raise refused("DEBUG", "must be off in production: it shows the settings to whoever meets an error")
DEBUG = False

SECRET_KEY = env.needed("SECRET_KEY", why="it seals sessions and links to choose a password")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise refused("SECRET_KEY", "must be a random string of at least 50 characters")

# --- where: mails, feeds, calendars and the sitemap lead to this address, cookies are for it alone

BASE_URL = env.needed("BASE_URL", why="mails and feeds would lead nowhere").rstrip("/")
_address = urlsplit(BASE_URL)
HOST = _address.hostname or ""
if _address.scheme not in ("http", "https") or not HOST or _address.path or _address.query:
    raise refused("BASE_URL", f"must be https:// and a host, without a path, not {BASE_URL}")
HTTPS = _address.scheme == "https"
if not HTTPS and HOST not in [*LOCAL_HOSTS, "::1"]:
    raise refused("BASE_URL", "must be https://: passwords and sessions would cross the network open")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WAGTAILADMIN_BASE_URL = BASE_URL

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[HOST])
if any(host.startswith("*") for host in ALLOWED_HOSTS):
    raise refused("ALLOWED_HOSTS", "must name the hosts of this installation")
if not validate_host(HOST, ALLOWED_HOSTS):
    raise refused("ALLOWED_HOSTS", f"lacks the host of BASE_URL, {HOST}")

if HTTPS:
    # Unknown, every visitor had the proxy's address, and https before it looked like http: a redirect without end.
    env.needed("TRUSTED_PROXIES", why="say how many proxies stand before the server (0: none)")
# Without a proxy of ours anybody could send the header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_SSL_REDIRECT = HTTPS and env.bool("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS

# --- mail: without it links to sign in would stand in the log, and nobody would hear of an invitation

if env.needed("EMAIL_URL", why="no invitation and no link to sign in would arrive").startswith("console"):
    raise refused("EMAIL_URL", "must lead to a mail server: links to sign in would stand in the log")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Mufakat <noreply@{HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

STORAGES["staticfiles"] = {"BACKEND": "cms.stores.staticfiles.LightStaticFilesStorage"}
TEMPLATES[0]["APP_DIRS"] = False
TEMPLATES[0]["OPTIONS"]["loaders"] = [
    (
        "django.template.loaders.cached.Loader",
        ["cms.stores.templates.LightLoader", "django.template.loaders.app_directories.Loader"],
    )
]

# `check --deploy` would have these, and we decided otherwise: what stands beside or below this host is not ours to bind
# to https (W005, W021), and Wagtail's preview shows a page of ours in a frame of ours (W019).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W019", "security.W021"]
if not HTTPS:  # only on this computer, to try it
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
# --- accounts: `__Host-` binds the cookie to this very host and to https
DUTY_SECOND_FACTOR = env.bool("DUTY_SECOND_FACTOR", default=True)
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"

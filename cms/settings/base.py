"""Settings that every installation shares; what differs comes from the environment and fails loudly on a bad value."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from cms.settings import logs
from cms.settings.accounts import *  # noqa: F403
from cms.settings.environment import BASE_DIR as BASE_DIR
from cms.settings.environment import DATA_DIR, LOCAL_HOSTS, env
from cms.settings.metrics import *  # noqa: F403
from cms.settings.stores import *  # noqa: F403
from cms.settings.stores import file_store

# --- who and where ---------------------------------------------------------------------------------------------------

BASE_URL = env.address("BASE_URL", ("https", "http"), default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS)
CSRF_TRUSTED_ORIGINS: list[str] = [BASE_URL]

INSTALLED_APPS = [
    "daphne",
    "cms",
    "decrees",
    "minutes",
    "search",
    "forum",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.apps.LoginsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "guardian",
    "channels",
    "csp",
    "django.forms",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.middleware.health.HealthMiddleware",
    "cms.middleware.RequestMiddleware",
    "cms.middleware.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.middleware.ContentSecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "cms.middleware.maintenance.MaintenanceMiddleware",
    "cms.middleware.faults.FaultMiddleware",
    "cms.middleware.kept_pages.KeptPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.middleware.PrivateMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "forum.views.middleware.MembershipMiddleware",
    "forum.views.middleware.MemoryMiddleware",
    "cms.middleware.site.SiteMiddleware",
    "cms.middleware.accesses.AccessMiddleware",
    "cms.middleware.unreadable.UnreadableMiddleware",
    "cms.views.duties.DutyMiddleware",
    "decrees.forms.saved_input.SavedInputMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
ASGI_APPLICATION = "cms.asgi.application"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "cms.forms.renderer.FormRenderer"

# --- files (database, cache, live channel and queue: cms/settings/stores.py) ------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
# Kept on the disk, or in S3; handed out by this site in both cases. "private" holds what only a view hands out:
# generated documents.
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": file_store("media", location=None, base_url=MEDIA_URL),
    "private": file_store("private", location=DATA_DIR / "private", base_url=None),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- people ----------------------------------------------------------------------------------------------------------

SESSION_ENGINE = "forum.models.memory.sessions"
AUTH_USER_MODEL = "forum.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "cms.forms.accounts.AccountAdapter"
ACCOUNT_FORMS = {"reset_password": "cms.forms.passwords.ResetPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_SESSION_REMEMBER = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# Guardian's anonymous user is a real row that is_authenticated: we do without it.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False

# How many proxies stand before the server: without it all visitors would share one address, and its limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# --- language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "cms" / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", default="Asia/Jakarta")
USE_TZ = True
FORMAT_MODULE_PATH = "cms.settings.formats"

# --- mail ------------------------------------------------------------------------------------------------------------

vars().update(env.mail("EMAIL_URL", default="consolemail://"))
# A mail server that says nothing holds the worker of the queue no longer than this (seconds).
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Mufakat <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What comes back: letters that did not arrive, and answers of calendar programs to MAILBOX_ADDRESS with a plus.
MAILBOX_URL = env.address("MAILBOX_URL", ("imaps", "imap"), default="")
MAILBOX_ADDRESS = env.mail_address("MAILBOX_ADDRESS") if MAILBOX_URL else ""

# --- security --------------------------------------------------------------------------------------------------------

X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows a page inside the editor
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cms.views.pages.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [SELF],
        "manifest-src": [SELF],
    }
}
# What no page here uses, for itself and for what it might be made to embed.
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb"))
# Wagtail's editor needs inline scripts and styles; it is behind a login and keeps everything else same-origin.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
}

# --- Wagtail ---------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Mufakat"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_FRONTEND_LOGIN_URL = "/akun/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
# As the browser's calendar writes them; more is read: forum/forms/dates/.
WAGTAIL_DATE_FORMAT = "%d-%m-%Y"
WAGTAIL_TIME_FORMAT = "%H.%M"
WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y %H.%M"
# The old address of a renamed page would tell strangers the new name of one they may not know of.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# The server fetches nothing from others: no page of theirs is looked up to be shown within ours.
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
# Kinds of pictures that are drawn anew (cms/stores/drawing.py). No SVG: it is a program.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.forms.pictures.DrawnImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # of all frames; each takes four bytes while it is drawn
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "minutes.forms.documents.KeptDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024

# --- Mufakat ---------------------------------------------------------------------------------------------------------

# With it the heads of the ledger are signed (`manage.py sign_head`); empty: they are not.
LEDGER_SIGNING_KEY = env.secret_key("LEDGER_SIGNING_KEY")
# A document is drawn by outside programs: how long and how large one may become.
DOCUMENT_SECONDS = env.int("DOCUMENT_SECONDS", default=30)
DOCUMENT_MEMORY_MB = env.int("DOCUMENT_MEMORY_MB", default=512)
# What was hidden at once needs a second person within the 3 × 24 hours that UU 27/2022 leaves for such steps; words are
# kept until objection (21 working days) and complaint to a court (90 days) are past.
HIDING_CONFIRMED_WITHIN_DAYS = env.int("HIDING_CONFIRMED_WITHIN_DAYS", default=3)
HIDDEN_WORDS_KEPT_DAYS = env.int("HIDDEN_WORDS_KEPT_DAYS", default=180)
# Counted from the end of the last round of a draft: who the citizens were that were heard online. From the end of its
# round: the file of a letter, with signatures and addresses; its words stay.
CITIZENS_KEPT_DAYS = env.int("CITIZENS_KEPT_DAYS", default=365)
LETTER_FILES_KEPT_DAYS = env.int("LETTER_FILES_KEPT_DAYS", default=365)
# For how many days those who were present may object to circulated minutes, if nothing else is said.
MINUTES_CORRECTION_DAYS = env.int("MINUTES_CORRECTION_DAYS", default=7)
# Under which public data (CSV, JSON) is handed out.
DATA_LICENSE = env.str("DATA_LICENSE", default="https://creativecommons.org/licenses/by/4.0/")
# How long before its day those in charge of a follow-up are reminded; after how long others are told that it is late.
ACTION_REMINDER_DAYS = env.int("ACTION_REMINDER_DAYS", default=7)
ACTION_ESCALATION_DAYS = env.int("ACTION_ESCALATION_DAYS", default=14)
# A forum with one secretary says so openly: whoever edited minutes last may approve them, and their page tells it.
MINUTES_ONE_SECRETARY = env.bool("MINUTES_ONE_SECRETARY", default=False)
# Several publications of a meeting within this time are told to people as one change; 0: each at once.
NOTICES_QUIET_MINUTES = env.int("NOTICES_QUIET_MINUTES", default=5)
NOTICES_LONGEST_MINUTES = env.int("NOTICES_LONGEST_MINUTES", default=60)
# How many anonymous live sockets one address may have open in one process; 0: any number.
SOCKETS_PER_ADDRESS = env.int("SOCKETS_PER_ADDRESS", default=200)
# How often a minute the pages of one address may ask what they missed; 0: any number.
REPLAYS_PER_ADDRESS = env.int("REPLAYS_PER_ADDRESS", default=1200)
# Only the demo moves the clock (forum/clock.py), to tell what happened before; where people work it stands.
CLOCK_MAY_BE_MOVED = False

# --- operating -------------------------------------------------------------------------------------------------------

# The backup touches this file when it is done; manage.py doctor says how old it is.
BACKUP_MARK = env.str("BACKUP_MARK", default=str(DATA_DIR / "last-backup"))
# While it is there, the site is worked on: `manage.py maintenance`.
MAINTENANCE_FILE = DATA_DIR / "maintenance.json"

# --- logs ------------------------------------------------------------------------------------------------------------

LOGGING = logs.configuration(
    env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO"),
    env.choice("LOG_FORMAT", logs.FORMATS, default="text"),
)

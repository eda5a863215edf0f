"""Where things are kept: embedded by default, PostgreSQL and Redis by environment, no code."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cms.settings.environment import DATA_DIR, env

# How long a transaction waits for others, a statement may run, and a transaction may do nothing. Where people wait
# (the servers and their worker) as named, in commands twenty times as long; 0: for ever.
PATIENCE = 1 if env.bool("SERVES_PEOPLE", default=False) else 20
LOCK_SECONDS = PATIENCE * env.int("DATABASE_LOCK_SECONDS", default=5)
STATEMENT_SECONDS = PATIENCE * env.int("DATABASE_STATEMENT_SECONDS", default=30)
IDLE_SECONDS = PATIENCE * env.int("DATABASE_IDLE_SECONDS", default=30)
DAY = 86_400


def search_server(address: str, *, seconds: int) -> dict[str, Any]:
    """Wagtail's settings for opensearch://login:password@host:port/prefix (opensearchs: https)."""
    asked = urlsplit(address)
    scheme = "https" if asked.scheme == "opensearchs" else "http"
    host = asked.netloc if asked.port else f"{asked.netloc}:9200"
    return {
        "BACKEND": "cms.stores.searching",
        "URLS": [f"{scheme}://{host}"],
        "INDEX_PREFIX": asked.path.strip("/") or "mufakat_",
        "TIMEOUT": seconds,
        "OPTIONS": {"max_retries": 0},
    }


# Writers queue for the lock instead of failing half-way (IMMEDIATE), those of one process in the order in which they
# came (cms/stores/sqlite3); readers never wait for them (WAL).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": LOCK_SECONDS or DAY,
    "turn_seconds": LOCK_SECONDS or DAY,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=1073741824; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16000;"
    ),
}

DATABASES: dict[str, Any] = {
    "default": env.database("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'mufakat.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {"ENGINE": "cms.stores.sqlite3", "OPTIONS": SQLITE_OPTIONS}
else:
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
    DATABASES["default"]["OPTIONS"].setdefault(
        "options",
        f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s"
        f" -c idle_in_transaction_session_timeout={IDLE_SECONDS}s",
    )
    # None is prepared because it came often, only those that ask for it (forum/models/memory/postgresql.py).
    keeps_statements = env.bool("DATABASE_KEEPS_STATEMENTS", default=True)
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = sys.maxsize if keeps_statements else None
REDIS_URL = env.address("REDIS_URL", ("redis", "rediss", "unix"), default="")
if REDIS_URL:
    CACHES: dict[str, Any] = {
        "default": {
            "BACKEND": "cms.stores.cache.PatientCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 0.25, "socket_timeout": 0.5},
        }
    }
    CHANNEL_LAYERS: dict[str, Any] = {
        "default": {"BACKEND": "cms.stores.channels.PatientChannelLayer", "CONFIG": {"address": REDIS_URL}}
    }
else:
    # Room for the counts of many addresses: nobody may push their own out of it.
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
# Pages and frames as they were drawn, in each process for itself: no way to a server, gone with the code that drew
# them. What was not asked for longest goes first.
CACHES["drawn"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "drawn",
    "TIMEOUT": 60 * 60,
    "OPTIONS": {"MAX_ENTRIES": 600},
}
# Parts of pages under all that they show (forum/reading/parts.py): a card of a comment has some three kilobytes.
CACHES["parts"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "parts",
    "TIMEOUT": 24 * 60 * 60,
    "OPTIONS": {"MAX_ENTRIES": 5000},
}

# What is done after the answer waits in the database. "embedded": a thread of the server does it; "database":
# `manage.py db_worker` beside the server.
TASK_QUEUE = env.choice("TASK_QUEUE", ("embedded", "database"), default="embedded")
TASKS: dict[str, Any] = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Who finds: the database itself, or a server beside it.
SEARCH_URL = env.address("SEARCH_URL", ("opensearch", "opensearchs"), default="")
WAGTAILSEARCH_BACKENDS: dict[str, Any] = {"default": {"BACKEND": "wagtail.search.backends.database"}}
if SEARCH_URL:
    WAGTAILSEARCH_BACKENDS = {"default": search_server(SEARCH_URL, seconds=2 * PATIENCE)}

# Uploads and papers: folders of this machine, or one bucket for several machines.
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.address("S3_ENDPOINT_URL", ("https", "http"), default="")
S3_REGION = env.str("S3_REGION", default="")
S3_ACCESS_KEY = env.str("S3_ACCESS_KEY", default="")
S3_SECRET_KEY = env.str("S3_SECRET_KEY", default="")


def file_store(name: str, *, location: Path | None, base_url: str | None) -> dict[str, Any]:
    """`location` is where it lies on the disk (None: MEDIA_ROOT); in the bucket it lies below its name."""
    if not S3_BUCKET:
        options = {"location": location, "base_url": base_url} if location else {}
        return {"BACKEND": "cms.stores.files.WholeFileStorage", "OPTIONS": options}
    given = {
        "endpoint_url": S3_ENDPOINT_URL,
        "region_name": S3_REGION,
        "access_key": S3_ACCESS_KEY,
        "secret_key": S3_SECRET_KEY,
    }
    options = {"bucket_name": S3_BUCKET, "location": name, "base_url": base_url}
    chosen = {option: value for option, value in given.items() if value}
    return {"BACKEND": "cms.stores.objects.ObjectStorage", "OPTIONS": options | chosen}

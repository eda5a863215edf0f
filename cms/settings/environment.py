"""The environment, read with types; a value that cannot be used stops the start and is named."""

import ipaddress
import zoneinfo
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
NO = ("false", "off", "no", "n", "0")


NUMBER = "30"
# What is right, for whoever set it wrong; all others are numbers.
EXAMPLES = {
    "ALLOWED_HOSTS": "mufakat.bojonegorokab.go.id",
    "BASE_URL": "https://mufakat.bojonegorokab.go.id",
    "BREACHED_PASSWORDS": "/var/lib/mufakat/breached.txt",
    "DATABASE_KEEPS_STATEMENTS": "off",
    "DATABASE_URL": "postgres://mufakat:password@localhost:5432/mufakat",
    "DATA_ENCRYPTION_KEY": "$(openssl rand -hex 32)",
    "DATA_DIR": "/var/lib/mufakat",
    "DEBUG": "off",
    "MINUTES_ONE_SECRETARY": "off",
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "DUTY_SECOND_FACTOR": "on",
    "EMAIL_URL": "smtp+tls://user:password@mail.bojonegorokab.go.id:587",
    "LEDGER_SIGNING_KEY": "$(openssl rand -hex 32)",
    "LOG_FORMAT": "json",
    "LOG_LEVEL": "INFO",
    "MAILBOX_ADDRESS": "surat@mufakat.bojonegorokab.go.id",
    "MAILBOX_URL": "imaps://surat:password@mail.bojonegorokab.go.id",
    "METRICS_NETWORKS": "127.0.0.1/32,10.1.0.0/16",
    "METRICS_TOKEN": "$(openssl rand -hex 32)",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "S3_ENDPOINT_URL": "https://s3.bojonegorokab.go.id",
    "SEARCH_URL": "opensearch://localhost:9200",
    "SECRET_KEY": "$(openssl rand -hex 32)",
    "SERVES_PEOPLE": "on",
    "SSL_REDIRECT": "on",
    "TASK_QUEUE": "database",
    "TIME_ZONE": "Asia/Jakarta",
    "TRUSTED_PROXIES": "1",
}


def refused(var: str, wrong: str) -> ImproperlyConfigured:
    """In one line: the variable, what is wrong with it, and an example."""
    return ImproperlyConfigured(f"{var} {wrong}. Example: {var}={EXAMPLES.get(var, NUMBER)} (docs/settings.md)")


class Environment(environ.Env):
    """Names the variable when its value cannot be used."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            wanted = "must be a whole number" if kwargs.get("cast") is int else f"cannot be read: {error}"
            raise refused(var, wanted) from None

    def bool(self, var: str, *args: Any, **kwargs: Any) -> bool:
        """`environ` takes every word that it does not know for a no."""
        value = str(self.ENVIRON.get(var, "")).lower()
        if value and value not in (*self.BOOLEAN_TRUE_STRINGS, *NO):
            raise refused(var, f"must be on or off, and is '{value}'")
        return super().bool(var, *args, **kwargs)

    def choice(self, var: str, choices: Collection[str], *, default: str) -> str:
        value = self.str(var, default=default)
        if value not in choices:
            raise refused(var, f"must be one of {', '.join(choices)}, and is '{value}'")
        return value

    def address(self, var: str, schemes: Collection[str], *, default: str) -> str:
        """An address of one of these kinds. What it is stays out of the error: it may hold a password."""
        value = self.str(var, default=default)
        if value and (value.partition("://")[0] not in schemes or not (urlsplit(value).netloc or "///" in value)):
            raise refused(var, f"must begin with {' or '.join(f'{one}://' for one in schemes)}")
        return value

    def database(self, var: str, *, default: str) -> dict[str, Any]:
        self.address(var, ("sqlite", "postgres", "postgresql"), default=default)
        return dict(self.db_url(var, default=default))

    def mail(self, var: str, *, default: str) -> dict[str, Any]:
        try:
            return dict(self.email_url(var, default=default))
        except ImproperlyConfigured:
            known = ", ".join(f"{one}://" for one in self.EMAIL_SCHEMES)
            raise refused(var, f"must begin with one of {known}") from None

    def mail_address(self, var: str) -> str:
        """One address without a name; none if the variable is empty."""
        value: str = self.str(var, default="").strip()
        name, _at, domain = value.rpartition("@")
        if value and (not name or not domain or not set(value).isdisjoint(" <>,+")):
            raise refused(var, "must be one mail address without a plus")
        return value

    def time_zone(self, var: str, *, default: str) -> str:
        value = self.str(var, default=default)
        try:
            zoneinfo.ZoneInfo(value)
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise refused(var, f"names no time zone: '{value}'") from None
        return value

    def folder(self, var: str, *, default: Path) -> Path:
        """A folder, made if it is not there."""
        path = Path(self.str(var, default=str(default)))
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refused(var, f"names a folder that cannot be made ({path}: {error.strerror})") from None
        return path

    def needed(self, var: str, *, why: str) -> str:
        """What an installation cannot do without, and that nothing can guess."""
        value: str = self.str(var, default="").strip()
        if not value:
            raise refused(var, f"is not set: {why}")
        return value

    def secret_key(self, var: str) -> bytes:
        """32 bytes in hex; none if the variable is empty."""
        return _from_hex(var, self.str(var, default=""))

    def secret_keys(self, var: str) -> list[bytes]:
        """Several, comma-separated: the first is used, the others are those that were used before."""
        return [_from_hex(var, one.strip()) for one in self.str(var, default="").split(",") if one.strip()]

    def existing(self, var: str) -> Path | None:
        """A file or folder that must be there; None if the variable is empty."""
        value = self.str(var, default="").strip()
        if value and not Path(value).exists():
            raise refused(var, f"names no file or folder ('{value}')")
        return Path(value) if value else None

    def token(self, var: str) -> str:
        """A word that nobody guesses; none if the variable is empty."""
        value: str = self.str(var, default="")
        if value and len(value) < 20:
            raise refused(var, "must have at least 20 characters")
        return value

    def networks(self, var: str) -> list[Network]:
        try:
            return [ipaddress.ip_network(one) for one in self.list(var, default=[])]
        except ValueError as error:
            raise refused(var, f"must be networks, separated by commas ({error})") from None


def _from_hex(var: str, words: str) -> bytes:
    try:
        key = bytes.fromhex(words)
    except ValueError:
        key = b"?"
    if len(key) not in (0, 32):
        raise refused(var, "must be 64 hexadecimal characters")
    return key


env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / "var")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

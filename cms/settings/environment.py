"""The environment, read with types; a value that cannot be used stops the start and is named."""

import zoneinfo
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

NO = ("false", "off", "no", "n", "0")


def refused(var: str, wrong: str, example: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{var} {wrong}. Example: {var}={example}")


class Environment(environ.Env):
    """Names the variable when its value cannot be used."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            wanted = "must be a whole number" if kwargs.get("cast") is int else error
            raise ImproperlyConfigured(f"{var}: {wanted}.") from None

    def bool(self, var: str, *args: Any, **kwargs: Any) -> bool:
        """`environ` takes every word that it does not know for a no."""
        value = str(self.ENVIRON.get(var, "")).lower()
        if value and value not in (*self.BOOLEAN_TRUE_STRINGS, *NO):
            raise ImproperlyConfigured(f"{var}: must be on or off, and is '{value}'.")
        return super().bool(var, *args, **kwargs)

    def choice(self, var: str, choices: Collection[str], *, default: str) -> str:
        value = self.str(var, default=default)
        if value not in choices:
            raise ImproperlyConfigured(f"{var}: must be one of {', '.join(choices)}, and is '{value}'.")
        return value

    def address(self, var: str, schemes: Collection[str], *, default: str) -> str:
        """An address of one of these kinds. What it is stays out of the error: it may hold a password."""
        value = self.str(var, default=default)
        if value and (value.partition("://")[0] not in schemes or not (urlsplit(value).netloc or "///" in value)):
            raise ImproperlyConfigured(f"{var}: must begin with {' or '.join(f'{one}://' for one in schemes)}.")
        return value

    def database(self, var: str, *, default: str) -> dict[str, Any]:
        self.address(var, ("sqlite", "postgres", "postgresql"), default=default)
        return dict(self.db_url(var, default=default))

    def mail(self, var: str, *, default: str) -> dict[str, Any]:
        try:
            return dict(self.email_url(var, default=default))
        except ImproperlyConfigured:
            known = ", ".join(f"{one}://" for one in self.EMAIL_SCHEMES)
            raise ImproperlyConfigured(f"{var}: must begin with one of {known}.") from None

    def time_zone(self, var: str, *, default: str) -> str:
        value = self.str(var, default=default)
        try:
            zoneinfo.ZoneInfo(value)
        except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
            raise ImproperlyConfigured(f"{var}: there is no time zone '{value}'.") from None
        return value

    def folder(self, var: str, *, default: Path) -> Path:
        """A folder, made if it is not there."""
        path = Path(self.str(var, default=str(default)))
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"{var}: the folder {path} cannot be made ({error.strerror}).") from None
        return path

    def needed(self, var: str, *, why: str, example: str) -> str:
        """What an installation cannot do without, and that nothing can guess."""
        value: str = self.str(var, default="").strip()
        if not value:
            raise refused(var, f"is not set: {why}", example)
        return value

    def secret_key(self, var: str) -> bytes:
        """32 bytes in hex; none if the variable is empty."""
        try:
            key = bytes.fromhex(self.str(var, default=""))
        except ValueError:
            key = b"?"
        if len(key) not in (0, 32):
            raise ImproperlyConfigured(f"{var}: must be 64 hexadecimal characters.")
        return key


env = Environment()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / "var")
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

"""The environment, read with types; a value that cannot be used stops the start and is named."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def refused(var: str, wrong: str, example: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{var} {wrong}. Example: {var}={example}")


class Environment(environ.Env):
    """Names the variable when its value cannot be used."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var}: {error}") from error

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
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise refused("DATA_DIR", f"cannot be made ({error})", "/var/lib/mufakat") from error
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

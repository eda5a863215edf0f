"""The environment, read with types; a value that cannot be used stops the start and is named."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):
    """Names the variable when its value cannot be used."""

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var}: {error}") from error

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
DATA_DIR.mkdir(parents=True, exist_ok=True)

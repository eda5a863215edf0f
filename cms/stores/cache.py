"""Django's cache on Redis, which never stops a page: while Redis is away nothing is found in it and nothing is kept."""

from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

from cms.stores.outages import AwayError, outage_of

# How often something was tried is counted all the same while Redis is away, in each process for itself.
COUNTED = ("allauth:", "forum.limit:")
Key = tuple[str, int | None]
EVERYTHING: Key = ("", None)
MOST_OWED = 10_000

# What was changed while Redis was away: it must not be found there afterwards as it was before.
_owed: set[Key] = set()


class PatientCache(BaseCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._redis = RedisCache(server, params)
        self._here = LocMemCache("while-redis-is-away", {**params, "OPTIONS": {}})
        self._outage = outage_of(server)

    def _ask(self, method: str, key: str, *args: Any, away: Any = None, changes: bool = False, **options: Any) -> Any:
        """The answer of Redis. While it is away that of the process's own memory for what is counted, else `away`."""
        try:
            with self._outage.noticed():
                self._settle()
                return getattr(self._redis, method)(key, *args, **options)
        except AwayError:
            if key.startswith(COUNTED):
                return getattr(self._here, method)(key, *args, **options)
            if changes:
                _owed.add((key, options["version"]) if len(_owed) < MOST_OWED else EVERYTHING)
            return away

    def _settle(self) -> None:
        """Forget what was changed meanwhile, before anything is asked again."""
        if EVERYTHING in _owed:
            self._redis.clear()
            _owed.clear()
        for key, version in tuple(_owed):
            self._redis.delete(key, version=version)
            _owed.discard((key, version))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("add", key, value, timeout, version=version, away=True)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", key, default, version=version, away=default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._ask("set", key, value, timeout, version=version, changes=True)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._ask("touch", key, timeout, version=version, away=False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._ask("delete", key, version=version, away=False, changes=True)

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._ask("has_key", key, version=version, away=False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        found = self._ask("incr", key, delta, version=version)
        if found is None:
            raise ValueError(f"Key '{key}' not found")
        return found

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        try:
            with self._outage.noticed():
                self._settle()
                return self._redis.get_many(keys, version=version)
        except AwayError:
            return self._here.get_many([key for key in keys if key.startswith(COUNTED)], version=version)

    def clear(self) -> None:
        self._here.clear()
        try:
            with self._outage.noticed():
                self._redis.clear()
                _owed.clear()
        except AwayError:
            _owed.add(EVERYTHING)

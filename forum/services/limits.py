"""How often something may be done within a time: counted in the cache."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

from forum.live.visitors import network_of

MINUTE = 60
HOUR = 60 * MINUTE
ATTEMPTS = 3


def count_use(what: str, *, most: int, within: int = HOUR) -> bool:
    """Count one more; False if there have been `most` within the time (in seconds) that began with the first.

    The count may expire between any two calls to the cache: then the time begins anew.
    """
    key = _key(what)
    for _attempt in range(ATTEMPTS):
        if cache.add(key, 1, within):
            return most > 0
        try:
            uses = cache.incr(key)
        except ValueError:  # expired meanwhile
            continue
        if uses == 1:  # expired within incr: Redis begins anew by itself, with a count that would never expire
            cache.touch(key, within)
        return uses <= most
    return False


def count_request(request: HttpRequest, what: str, *, most: int, within: int = HOUR) -> bool:
    """For each address, of IPv6 each network: a whole office may stand behind one."""
    return count_use(f"{what}:{network_of_request(request)}", most=most, within=within)


def forget_uses(what: str) -> None:
    cache.delete(_key(what))


def _key(what: str) -> str:
    return f"forum.limit:{what}"


def network_of_request(request: HttpRequest) -> str:
    """Empty behind a proxy that does not tell."""
    try:
        return network_of(str(get_adapter().get_client_ip(request)))
    except (PermissionDenied, ImproperlyConfigured):
        return ""

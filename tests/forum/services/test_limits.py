"""How often something may be done: counted per address, and right when the count expires between two calls."""

import pytest
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.exceptions import PermissionDenied

from forum.services import limits


class ExpiresAfterAdd(LocMemCache):
    """Whoever is told that a key is there finds it gone a moment later."""

    def add(self, key, value, timeout=None, version=None):
        added = super().add(key, value, timeout, version)
        if not added:
            self.delete(key, version)
        return added


class ExpiresWithinIncr(LocMemCache):
    """As with Redis, a key that expires within incr begins anew, and for ever."""

    def incr(self, key, delta=1, version=None):
        self.set(key, delta, None, version)
        return delta


def with_cache(settings, backend):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.{backend.__name__}", "LOCATION": backend.__name__}}
    cache.clear()


def test_as_many_as_allowed_and_no_more():
    assert [limits.count_use("x", most=2) for _ in range(4)] == [True, True, False, False]
    assert limits.count_use("y", most=2)


def test_nothing_is_allowed_where_none_are():
    assert not limits.count_use("x", most=0)


def test_what_is_forgotten_is_counted_anew():
    assert [limits.count_use("x", most=1) for _ in range(2)] == [True, False]
    limits.forget_uses("x")
    assert limits.count_use("x", most=1)


def test_each_address_is_counted_by_itself(rf):
    one, other = rf.get("/", REMOTE_ADDR="10.0.0.1"), rf.get("/", REMOTE_ADDR="10.0.0.2")
    assert [limits.count_request(request, "x", most=1) for request in (one, one, other)] == [True, False, True]


def test_whoever_has_one_address_of_a_network_has_them_all(rf):
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "::ffff:10.0.0.1", "10.0.0.1"]
    answers = [limits.count_request(rf.get("/", REMOTE_ADDR=one), "x", most=1) for one in addresses]
    assert answers == [True, False, True, True, False]


def test_where_no_address_is_told_all_share_one_count(rf):
    request = rf.get("/", REMOTE_ADDR="")
    with pytest.raises(PermissionDenied):
        get_adapter().get_client_ip(request)
    assert [limits.count_request(request, "x", most=1) for _ in range(2)] == [True, False]


def test_a_count_that_expires_before_it_is_raised_begins_anew(settings):
    with_cache(settings, ExpiresAfterAdd)
    assert [limits.count_use("x", most=1) for _ in range(3)] == [True, True, True]


def test_a_count_that_expires_while_it_is_raised_expires_again(settings):
    with_cache(settings, ExpiresWithinIncr)
    assert [limits.count_use("x", most=1) for _ in range(2)] == [True, True]
    [expires] = cache._expire_info.values()
    assert expires is not None

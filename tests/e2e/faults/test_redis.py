"""Redis is killed, or hangs: people read, sign in and write as before, and it is used again when it is back."""

import asyncio
import logging

import pytest
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION

from cms.stores import outages
from cms.stores.cache import PatientCache
from cms.stores.channels import PatientChannelLayer
from tests.e2e.faults.visitors import Visitor, wait_until

pytestmark = pytest.mark.server

AWAY = {"killed": ("kill", "start"), "hung": ("hang", "go_on")}


@pytest.fixture(params=AWAY)
def fault(request):
    return AWAY[request.param]


def test_pages_logins_and_comments_go_on_without_redis(redis, make_site, fault):
    lose, regain = fault
    address = f"redis://127.0.0.1:{redis.port}/0"
    # The server is of this test alone: no need for a database of Redis for each process of the run.
    site = make_site(REDIS_URL=address, RATE_LIMITS="on", PYTEST_XDIST_WORKER="gw0")
    bi, stranger = Visitor(site, "bi"), Visitor(site)
    assert stranger.get("/").status == 200
    getattr(redis, lose)()

    for path in ("/", site.scene["path"], "/cari/?q=x", "/akun/login/"):
        assert (path, stranger.get(path).status) == (path, 200)
    assert Visitor(site, "office").get("/admin/").status == 200
    wrong = stranger.post("/akun/login/", {"login": "x@mufakat.example", "password": "not this"})
    assert wrong.status == 200
    assert stranger.post("/akun/login/", site.scene["login"]).status == 302
    assert stranger.get("/pemberitahuan/").status == 200
    assert bi.comment("Tanpa Redis").status == 302
    assert "Tanpa Redis" in bi.get(site.scene["path"]).text

    getattr(redis, regain)()  # after SIGKILL it is empty
    paths = (SITE_ROOT_PATHS_CACHE_KEY, None, SITE_ROOT_PATHS_CACHE_VERSION)
    wait_until(lambda: stranger.get(site.scene["path"]).status == 200 and PatientCache(address, {}).get(*paths))


@pytest.fixture
def cache(redis, monkeypatch):
    monkeypatch.setattr(outages, "PAUSE_SECONDS", 0.2)
    return PatientCache(f"redis://127.0.0.1:{redis.port}/0", {"OPTIONS": {"socket_timeout": 0.3}})


def test_what_changed_while_redis_hung_is_not_found_there_as_it_was(redis, cache):
    cache.set("changed", "old")
    cache.set("gone", "old")
    cache.set("same", "old")
    redis.hang()
    cache.set("changed", "new")
    cache.delete("gone")
    assert cache.get("same", "nothing") == "nothing"
    assert cache.get_many(["same"]) == {}
    assert cache.add("other", 1)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("other")
    redis.go_on()
    wait_until(lambda: cache.get("same") == "old")
    assert cache.get_many(["changed", "gone", "other"]) == {}


def test_attempts_are_counted_while_redis_is_away(redis, cache):
    redis.kill()
    assert cache.add("forum.limit:x", 1)
    assert not cache.add("forum.limit:x", 1)
    assert cache.incr("forum.limit:x") == 2
    assert cache.get("forum.limit:x") == 2


def test_an_outage_is_told_once_and_its_end_once(redis, cache, caplog):
    caplog.set_level(logging.WARNING, "cms.stores.outages")
    redis.kill()
    for _ in range(20):
        cache.get("x")
    redis.start()
    wait_until(lambda: cache.add("x", 1) and cache.get("x") == 1)
    assert [record.getMessage().partition(",")[0] for record in caplog.records] == ["Redis is away", "Redis is back."]


def test_layer_knows_in_which_groups_another_process_listens(redis):
    async def story():
        reading, writing = (PatientChannelLayer(address=f"redis://127.0.0.1:{redis.port}/0") for _ in range(2))
        before = await writing.heard(["page.1.public", "page.2.public"])
        channel = await reading.new_channel()
        await reading.group_add("page.1.public", channel)
        during = await writing.heard(["page.1.public", "page.2.public"])
        await reading.group_discard("page.1.public", channel)
        after = await writing.heard(["page.1.public", "page.2.public"])
        await asyncio.gather(reading.flush(), writing.flush())
        return before, during, after

    assert asyncio.run(story()) == (set(), {"page.1.public"}, set())

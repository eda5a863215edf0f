"""Frames reach exactly their audience after commit, whatever the layer or one reader does."""

import asyncio
import datetime
import json
import socket
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, channel_layers
from django.db import connection, transaction
from twisted.internet import tcp
from twisted.internet.testing import MemoryReactor
from wagtail.models import Page
from websockets import frames

from forum import events, ledger, live
from forum.live import presence, sockets, visitors
from forum.live.wire import Frame, write
from tests.factories import OrganisationFactory, UserFactory
from tests.sockets import PATIENCE

pytestmark = pytest.mark.django_db

VERB = events.RSVP_ANSWERED


class Reader:
    """A socket whose server end is a queue."""

    def __init__(self, page_id=1, channels=("public",), **who):
        self.inbox = asyncio.Queue()
        self.socket = live.Socket(self.inbox.put, page_id, channels, **who)

    async def event(self):
        async with asyncio.timeout(PATIENCE):
            return await self.inbox.get()

    async def next(self, kind=None):
        """The next text of a kind (None: a frame); what comes before is passed over."""
        while True:
            got = json.loads((await self.event())["text"])
            if got.get("type") == kind:
                return got

    def unread(self):
        texts = [json.loads(self.inbox.get_nowait().get("text", "{}")) for _ in range(self.inbox.qsize())]
        return [text for text in texts if text.get("type") != "presence"]


@pytest.fixture
def layer():
    """A channel layer of this test's own, so that nothing is left over from another event loop."""
    old = channel_layers.set("default", InMemoryChannelLayer())
    yield channel_layers["default"]
    channel_layers.set("default", old)


@pytest.fixture(autouse=True)
def _connection(monkeypatch):
    """Work in threads stays on the test's own connection; Channels would close it, as it closes a request's."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


@pytest.fixture
def home(monkeypatch):
    monkeypatch.setitem(events.EVENTS, VERB, replace(events.EVENTS[VERB], audiences=events.AS_THE_COMMENT))
    monkeypatch.setitem(live.RENDERERS, VERB, lambda entry, channel: {"html": f"<p>{entry.seq} for {channel}</p>"})
    return Page.objects.first()


def append(home, audience="public", **kwargs):
    with transaction.atomic():
        entry = ledger.append(VERB, target=OrganisationFactory(), by=None, page=home, audience=audience)
        live.publish(entry)
    return entry


@pytest.fixture
def scenario(layer):
    """Run a coroutine with readers that have joined, and let them leave again."""

    def run(story, *readers_of):
        async def whole():
            readers = [make() for make in readers_of]
            for reader in readers:
                await live.local_hub().join(reader.socket)
            hub = live.local_hub()
            try:
                return await story(hub, *readers)
            finally:
                for reader in readers:
                    await hub.leave(reader.socket)

        return async_to_sync(whole)()

    return run


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Call something in a thread as a view would, and run what it left for after the commit."""

    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return database_sync_to_async(call)


# --- frames ----------------------------------------------------------------------------------------------------------


def test_frame_names_the_entry_before_it_on_the_same_channel(home):
    first = append(home)
    inner = append(home, "members")
    last = append(home)
    append(None)
    assert live.frame(last, "public")["prev"] == first.seq
    assert live.frame(last, "members")["prev"] == inner.seq
    assert live.frame(first, "public") == {
        "channel": "public",
        "seq": first.seq,
        "prev": 0,
        "verb": VERB,
        "html": f"<p>{first.seq} for public</p>",
    }


def test_entry_before_is_found_however_long_ago(home, monkeypatch):
    monkeypatch.setattr("forum.live.frames.LOOK_BACK", 3)
    first = append(home)
    for _ in range(4):
        append(home, "organisation:7")
    last = append(home)
    assert live.frame(last, "public")["prev"] == first.seq


def test_entry_reaches_every_channel_that_may_read_it_and_no_other(home, scenario, committed):
    channels = ["public", "members", "secretariat", "organisation:7"]
    may_read = {
        "public": {"public", "members", "secretariat"},
        "members": {"members", "secretariat"},
        "secretariat": {"secretariat"},
        "organisation:7": {"organisation:7"},
    }

    async def story(hub, *readers):
        for audience in may_read:
            await committed(append, home, audience)
            got = set()
            for channel, reader in zip(channels, readers, strict=True):
                if channel in may_read[audience]:
                    frame = await reader.next()
                    assert frame["html"].endswith(f"for {channel}</p>")
                    got.add(channel)
                assert reader.unread() == []
            assert got == may_read[audience]

    scenario(story, *[lambda channel=channel: Reader(home.pk, (channel,)) for channel in channels])


def test_other_pages_hear_nothing(home, scenario, committed):
    async def story(hub, here, elsewhere):
        await committed(append, home)
        assert (await here.next())["channel"] == "public"
        assert elsewhere.unread() == []

    scenario(story, lambda: Reader(home.pk), lambda: Reader(home.pk + 1))


def test_change_that_is_rolled_back_is_not_pushed(home, scenario, committed):
    def fail():
        with transaction.atomic():
            append(home)
            transaction.set_rollback(True)

    async def story(hub, reader):
        await committed(fail)
        entry = await committed(append, home)
        assert (await reader.next())["seq"] == entry.seq

    scenario(story, lambda: Reader(home.pk))


def test_push_asks_no_query_per_socket(home, scenario, committed, django_assert_num_queries):
    async def story(hub, *readers):
        with connection.execute_wrapper(lambda execute, *args: asked.append(args[0]) or execute(*args)):
            await committed(append, home)
        for reader in readers:
            await reader.next()
        return len(asked)

    asked = []
    one = scenario(story, lambda: Reader(home.pk))
    asked = []
    assert scenario(story, *[lambda: Reader(home.pk)] * 30) == one


def test_broken_layer_does_not_break_the_change(home, layer, committed):
    async def refuse(group, message):
        refused.append(group)
        raise ConnectionError

    refused, layer.group_send = [], refuse
    async_to_sync(layer.group_add)(live.group_of(home.pk, "public"), "specific.reader!1")
    assert async_to_sync(committed)(append, home).pk
    assert refused


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_frame_looks_on_the_wire_as_any_server_sends_it(size):
    text = "é" + "x" * (size - 2) if size > 1 else "x" * size
    expected = frames.Frame(frames.Opcode.TEXT, text.encode()).serialize(mask=False)
    assert Frame(text).raw == expected


def connected(taking):
    """A connection as daphne has it, open and idle, over a socket of which the other end is returned too."""
    near, far = socket.socketpair()
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, taking)
    port = SimpleNamespace(_realPortNumber=0)
    transport = tcp.Server(near, None, ("127.0.0.1", 0), port, 0, MemoryReactor())
    return SimpleNamespace(state=3, STATE_OPEN=3, send_queue=[], _perMessageCompress=None, transport=transport), far


@pytest.mark.parametrize("letters", [5, 300_000])
def test_frames_leave_whole_and_in_order_however_much_the_network_takes(letters):
    connection, far = connected(taking=4096)
    sent = [Frame(letter * letters) for letter in "abc"]
    for frame in sent:
        assert write(connection, frame)
    expected, got = b"".join(frame.raw for frame in sent), b""
    while len(got) < len(expected):
        got += far.recv(1 << 16)
        connection.transport.doWrite()
    assert got == expected
    connection.transport.connected = 0
    far.close()


# --- the layer fails -------------------------------------------------------------------------------------------------


class Flaky(InMemoryChannelLayer):
    """Fails on command, as a layer does whose server is restarted: listeners are thrown out, groups forgotten."""

    down = False

    async def receive(self, channel):
        self._refuse()
        waiting = asyncio.ensure_future(super().receive(channel))
        crash = asyncio.ensure_future(self.crashed.wait())
        await asyncio.wait({waiting, crash}, return_when=asyncio.FIRST_COMPLETED)
        crash.cancel()
        if not waiting.done():
            waiting.cancel()
            raise ConnectionError
        return waiting.result()

    async def group_add(self, group, channel):
        self._refuse()
        await super().group_add(group, channel)

    async def group_send(self, group, message):
        self._refuse()
        await super().group_send(group, message)

    async def send(self, channel, message):
        self._refuse()
        await super().send(channel, message)

    def _refuse(self):
        if self.down:
            raise ConnectionError

    async def stop(self):
        self.down = True
        self.crashed.set()
        await self.flush()

    def start(self):
        self.down = False
        self.crashed.clear()


async def ticking(hub, expected):
    """Time passes until something has happened."""
    task = asyncio.ensure_future(expected)
    while not task.done():
        await hub.tick()
        await asyncio.wait({task}, timeout=0.05)
    return task.result()


@pytest.fixture
def flaky(layer):
    flaky = Flaky()
    flaky.crashed = asyncio.Event()
    channel_layers.set("default", flaky)
    return flaky


def test_layer_restarted_readers_are_told_to_fetch_and_frames_come_again(home, scenario, committed, flaky):
    async def story(hub, reader):
        await flaky.stop()
        await committed(append, home)
        flaky.start()
        await ticking(hub, reader.next("resync"))
        entry = await committed(append, home)
        assert (await reader.next())["seq"] == entry.seq

    scenario(story, lambda: Reader(home.pk))


def test_reader_who_comes_while_the_layer_is_down_is_let_in(home, scenario, committed, flaky):
    async def story(hub, reader):
        await flaky.stop()
        late = Reader(home.pk, ("members",))
        await hub.join(late.socket)
        flaky.start()
        await ticking(hub, late.next("resync"))
        entry = await committed(append, home)
        assert (await late.next())["seq"] == entry.seq
        await hub.leave(late.socket)

    scenario(story, lambda: Reader(home.pk))


def test_frame_lost_without_any_error_is_found_in_the_ledger(home, scenario, layer, committed, monkeypatch):
    monkeypatch.setattr("forum.live.missed.GRACE", datetime.timedelta(0))

    async def story(hub, reader, elsewhere):
        hub.greet(reader.socket, {"public": 0})
        await committed(append, home)
        await reader.next()
        await hub.check()
        assert reader.unread() == []
        layer.groups.clear()
        await committed(append, home)
        await hub.check()
        assert reader.unread() == [{"type": "resync"}]
        await hub.check()
        assert reader.unread() == elsewhere.unread() == []

    scenario(story, lambda: Reader(home.pk), lambda: Reader(home.pk + 1))


def test_hub_leaves_the_layer_with_its_last_reader(home, layer):
    async def story():
        hub, reader = live.local_hub(), Reader(home.pk)
        await hub.join(reader.socket)
        joined = set(layer.groups)
        await hub.leave(reader.socket)
        assert live.local_hub() is not hub
        return joined

    assert async_to_sync(story)() == {
        live.CONTROL_GROUP,
        live.group_of(home.pk, "public"),
        live.group_of(home.pk, "presence"),
    }
    assert [names for names in layer.groups.values() if names] == []


# --- readers ---------------------------------------------------------------------------------------------------------


class Stalled(Reader):
    """A server end that waits until somebody reads."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.reads = asyncio.Event()
        self.closed = asyncio.Event()
        self.socket.send = self.send

    async def send(self, event):
        if event["type"] == "websocket.close":
            self.closed.set()
        await self.reads.wait()
        await self.inbox.put(event)


def test_stalled_reader_holds_nobody_back_and_is_closed(home, scenario, committed):
    async def story(hub, stalled, quick):
        for _ in range(sockets.BACKLOG + 3):
            entry = await committed(append, home)
            assert (await quick.next())["seq"] == entry.seq
        assert stalled.closed.is_set()
        assert len(stalled.socket.backlog) == sockets.BACKLOG

    scenario(story, lambda: Stalled(home.pk), lambda: Reader(home.pk))


def test_reader_who_stalled_for_a_moment_gets_everything_in_order(home, scenario, committed):
    async def story(hub, stalled):
        sent = [(await committed(append, home)).seq for _ in range(5)]
        stalled.reads.set()
        assert [(await stalled.next())["seq"] for _ in range(5)] == sent

    scenario(story, lambda: Stalled(home.pk))


def test_reader_whose_server_buffers_without_end_is_closed(home, scenario):
    async def story(hub, reader):
        big = "x" * 100_000
        for _ in range(sockets.LIMIT_BYTES // len(big) + 1):
            reader.socket.push(Frame(big))
        assert reader.socket.closed
        events = [reader.inbox.get_nowait() for _ in range(reader.inbox.qsize())]
        assert events[-1] == {"type": "websocket.close", "code": 4408}

    scenario(story, lambda: Reader(home.pk))


def test_reader_who_answers_the_beat_stays(home):
    reader = Reader(home.pk)
    half = "x" * (sockets.LIMIT_BYTES // 2)
    for number in range(6):
        reader.socket.push(Frame(half))
        reader.socket.beat(now=float(number))
        reader.socket.answered()
    assert not reader.socket.closed


def test_reader_who_does_not_answer_the_beat_is_closed(home):
    reader = Reader(home.pk)
    now = time.monotonic()
    reader.socket.beat(now)
    assert reader.inbox.get_nowait() == sockets.BEAT.event
    reader.socket.beat(now + sockets.ANSWER_SECONDS)
    assert not reader.socket.closed
    reader.socket.beat(now + sockets.ANSWER_SECONDS + 1)
    assert reader.inbox.get_nowait()["code"] == 4408


def test_who_finds_no_place_at_an_address_has_the_dead_there_found_out_soon(home, scenario):
    async def story(hub, dead, alive, elsewhere):
        everybody = (dead, alive, elsewhere)
        for reader in everybody:
            reader.socket.beat_at = time.monotonic() - sockets.ANSWER_SOON - 1
        hub.crowded("10.0.0.1")
        hub.crowded("10.0.0.1")
        asked = [[await reader.next("beat")] if reader.socket.waits else [] for reader in everybody]
        assert asked == [[{"type": "beat"}], [{"type": "beat"}], []]
        alive.socket.answered()
        for reader in everybody:
            reader.socket.beat(dead.socket.answer_by + 1)
        assert [reader.socket.closed for reader in everybody] == [True, False, False]

    here = [lambda: Reader(home.pk, address="10.0.0.1")] * 2
    scenario(story, *here, lambda: Reader(home.pk, address="10.0.0.2"))


def test_socket_that_died_is_passed_over(home, scenario, committed):
    async def story(hub, dead, alive):
        async def die(event):
            raise ConnectionResetError

        dead.socket.send = die
        await committed(append, home)
        assert await alive.next()
        assert dead.socket.closed

    scenario(story, lambda: Reader(home.pk), lambda: Reader(home.pk))


def test_revoked_login_loses_its_sockets_and_others_keep_theirs(home, scenario, committed):
    user, other = UserFactory(), UserFactory()

    async def story(hub, mine, theirs, public):
        await committed(live.revoke, user)
        assert await mine.event() == {"type": "websocket.close", "code": 4403}
        assert theirs.unread() == public.unread() == []
        assert (mine.socket.closed, theirs.socket.closed, public.socket.closed) == (True, False, False)

    scenario(
        story,
        lambda: Reader(home.pk, ("members",), user_id=user.pk),
        lambda: Reader(home.pk, ("members",), user_id=other.pk),
        lambda: Reader(home.pk),
    )


def test_new_day_sends_logins_back_to_the_door(home, scenario, monkeypatch):
    async def story(hub, member, public):
        tomorrow = datetime.date.today() + datetime.timedelta(days=2)
        monkeypatch.setattr("forum.clock.today", lambda: tomorrow)
        await hub.tick()
        assert (await member.event())["code"] == 4403
        assert not public.socket.closed

    scenario(story, lambda: Reader(home.pk, ("members",), user_id=5), lambda: Reader(home.pk))


# --- presence --------------------------------------------------------------------------------------------------------


def test_members_see_organisations_and_the_public_sees_numbers(home, scenario):
    async def story(hub, bi, bi_again, kominfo, public):
        expected = {
            "type": "presence",
            "people": [
                {"label": "BI", "sector": "lsm", "count": 1},
                {"label": "Dinas Kominfo", "sector": "pemerintah", "count": 1},
            ],
            "readers": 1,
        }
        for reader, shown in ((bi, expected), (kominfo, expected), (public, {**expected, "people": []})):
            while await reader.next("presence") != shown:
                pass  # where people come slowly the first are shown before

    def bi():
        return Reader(home.pk, ("members",), user_id=1, label="BI", sector="lsm")

    scenario(
        story,
        bi,
        bi,
        lambda: Reader(home.pk, ("secretariat",), user_id=2, label="Dinas Kominfo", sector="pemerintah"),
        lambda: Reader(home.pk),
    )


def test_two_processes_show_one_roster(home, layer):
    async def story():
        here, there = live.Hub(), live.Hub()
        first = Reader(home.pk, ("members",), user_id=1, label="BI", sector="lsm")
        second = Reader(home.pk, ("members",), user_id=2, label="BI", sector="lsm")
        await here.join(first.socket)
        assert (await first.next("presence"))["people"][0]["count"] == 1
        await there.join(second.socket)
        for reader in (first, second):
            while (await reader.next("presence"))["people"][0]["count"] != 2:
                pass
        await there.leave(second.socket)
        assert (await first.next("presence"))["people"][0]["count"] == 1
        await here.leave(first.socket)

    async_to_sync(story)()


def test_places_of_two_processes_are_added_and_only_changes_are_told(home, layer, monkeypatch):
    for name in ("BROADCAST_SECONDS", "PLACES_SECONDS"):
        monkeypatch.setattr(f"forum.live.presence.broadcaster.{name}", 0.0)

    def member(number, label):
        return Reader(home.pk, ("members",), user_id=number, label=label, sector="lsm")

    async def story():
        here, there = live.Hub(), live.Hub()
        first, second, third = member(1, "BI"), member(2, "BI"), member(3, "KPI")
        await here.join(first.socket)
        await there.join(second.socket)
        await there.join(third.socket)
        here.is_at(first.socket, "a")
        one = {"label": "BI", "sector": "lsm", "count": 1, "typing": 0}
        assert (await third.next("places"))["at"] == {"a": [one]}
        there.is_at(second.socket, "a", typing=True)
        assert (await third.next("places"))["at"] == {"a": [{**one, "count": 2, "typing": 1}]}
        there.is_at(third.socket, "b")
        assert (await third.next("places"))["at"] == {"b": [{**one, "label": "KPI"}]}
        late = member(4, "IDFoS")
        await here.join(late.socket)
        shown = set()
        while shown != {"a", "b"}:  # what the other process told a moment ago may be heard after the first look
            shown |= set((await late.next("places"))["at"])
        for hub, reader in ((there, second), (there, third), (here, late)):
            await hub.leave(reader.socket)
        while (await first.next("places"))["at"].get("b") != []:
            pass
        await here.leave(first.socket)

    async_to_sync(story)()


def test_hint_of_typing_ends_by_itself(home, scenario, monkeypatch):
    monkeypatch.setattr("forum.live.presence.broadcaster.PLACES_SECONDS", 0.0)

    async def story(hub, bi, kpi):
        hub.is_at(bi.socket, "a", typing=True)
        assert [one["typing"] for one in (await kpi.next("places"))["at"]["a"]] == [1]
        bi.socket.types_until = time.monotonic()
        assert [one["typing"] for one in (await kpi.next("places"))["at"]["a"]] == [0]

    scenario(
        story,
        lambda: Reader(home.pk, ("members",), user_id=1, label="BI", sector="lsm"),
        lambda: Reader(home.pk, ("secretariat",), user_id=2, label="Dinas Kominfo", sector="pemerintah"),
    )


def test_crowd_that_moves_about_is_told_in_few_messages(home, scenario):
    """A hundred people who each say where they are ten times: one message to each of them, not a thousand."""

    async def story(hub, *readers):
        await readers[0].next("presence")
        for step in range(10):
            for reader in readers:
                hub.is_at(reader.socket, f"k-{step}")
        message = await readers[0].next("places")
        assert [one["count"] for one in message["at"]["k-9"]] == [100]
        assert list(message["at"]) == ["k-9"]
        assert readers[0].inbox.empty()

    makers = [
        lambda number=number: Reader(home.pk, ("members",), user_id=number, label="BI", sector="lsm")
        for number in range(100)
    ]
    scenario(story, *makers)


@pytest.mark.parametrize(
    ("client", "forwarded", "proxies", "address"),
    [
        ("10.0.0.1", "", 0, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6", 0, "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 7.7.7.7", 1, "7.7.7.7"),
        ("10.0.0.1", "6.6.6.6, 7.7.7.7, 8.8.8.8", 2, "7.7.7.7"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("2001:db8:1:2:aaaa::1", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "", 0, "10.0.0.1"),
        ("nonsense", "", 0, ""),
        (None, "", 0, ""),
    ],
)
def test_address_is_the_one_that_the_rate_limits_see(settings, client, forwarded, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert visitors.address_of({"client": client and [client, 1], "headers": headers}) == address


def test_addresses_are_forgotten_with_their_last_socket(settings):
    settings.SOCKETS_PER_ADDRESS = 1
    here = visitors.Visitors()
    assert here.admit("10.0.0.1")
    assert not here.admit("10.0.0.1")
    assert here.admit("10.0.0.2")
    here.leave("10.0.0.1")
    assert here.admit("10.0.0.1")
    settings.SOCKETS_PER_ADDRESS = 0
    assert here.admit("10.0.0.1")


def test_roster_of_a_process_that_died_expires():
    rosters = presence.Rosters()
    rosters.update("a", presence.Roster((("BI", "lsm", 1),), 2), now=0)
    rosters.update("b", presence.Roster((("BI", "lsm", 2),), 1), now=50)
    assert rosters.merged(now=59) == presence.Roster((("BI", "lsm", 3),), 3)
    assert rosters.merged(now=61) == presence.Roster((("BI", "lsm", 2),), 1)

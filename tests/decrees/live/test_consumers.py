"""A socket shows its reader what the page would, from the moment it opens, and never more."""

import datetime
import importlib
import json
from zoneinfo import ZoneInfo

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, channel_layers
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

import cms.asgi
from cms.asgi import application
from decrees import permissions
from decrees.permissions import DecreePermission
from decrees.reading.sources import changes_of
from decrees.services import answer_comment, attribute_change, change_grants, close_round
from forum.live import frames, local_hub
from forum.models import LedgerEntry
from forum.services import end_membership
from tests.factories import (
    OrganisationFactory,
    UserFactory,
    circulated,
    commented,
    decree_page,
    member_of,
    opened,
    secretariat_user,
)
from tests.factories.decrees import next_version
from tests.sockets import Socket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _layer(monkeypatch):
    """A layer of this test's own, and memberships that another test's database has not vouched for."""
    monkeypatch.setattr("decrees.live.consumers._synced_on", None)
    old = channel_layers.set("default", InMemoryChannelLayer())
    yield
    channel_layers.set("default", old)


@pytest.fixture(autouse=True)
def _connection(monkeypatch):
    """Work in threads stays on the test's own connection; Channels would close it, as it closes a request's."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    def call(function, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return function(*args, **kwargs)

    return database_sync_to_async(call)


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def socket_of(decree_id, user=None, *, source="http://localhost"):
    headers = [(b"host", b"localhost"), (b"origin", source.encode())]
    if user is not None:
        headers.append((b"cookie", f"sessionid={session_of(user)}".encode()))
    return Socket(application, f"/ws/rancangan/{decree_id}/", headers)


async def receive(socket, kind=None):
    """The next message of a kind (None: a frame)."""
    while True:
        message = json.loads(await socket.receive_from())
        if message.get("type") == kind:
            return message


async def closing(socket):
    """The code with which the server closes an open socket."""
    while (output := await socket.receive_output())["type"] != "websocket.close":
        pass
    return output["code"]


def tell(story, *sockets):
    """Open the sockets, say hello, tell the story, close them."""

    async def whole():
        hellos = []
        for socket in sockets:
            assert (await socket.connect())[0]
            hellos.append(await receive(socket, "hello"))
        await story(hellos)
        for socket in sockets:
            await socket.disconnect()

    async_to_sync(whole)()


def refused(socket):
    """The code with which a socket is closed before anything is said on it."""

    async def ask():
        connected, _ = await socket.connect()
        if not connected:
            return None
        output = await socket.receive_output()
        await socket.wait()
        return output

    return async_to_sync(ask)()


def draft(**fields):
    """A round among BI and KPI: the decree, and one member of each."""
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    version = circulated(decree_page(**fields))
    opened(version, bi, kpi)
    return version, member_of(bi), member_of(kpi)


def test_hello_names_the_readers_channels_and_their_last_numbers():
    version, bi, _ = draft()
    seq = commented(version, bi, audience="members").seq
    decree, organisation = version.decree, bi.person.memberships.get().organisation

    async def story(hellos):
        public, member, office = (hello["channels"] for hello in hellos)
        assert set(public) == {"public"}
        assert public["public"] < seq
        assert member == {"members": seq, f"organisation:{organisation.pk}": 0}
        assert set(office) == {"secretariat"}

    tell(story, socket_of(decree.pk), socket_of(decree.pk, bi), socket_of(decree.pk, secretariat_user()))


def test_comment_reaches_each_reader_as_their_page_would_show_it(committed):
    version, bi, kpi = draft()
    everybody = [socket_of(version.decree_id, user) for user in (bi, kpi, secretariat_user(), None)]

    async def story(hellos):
        comment = await committed(commented, version, bi, text="Mohon dirinci.")
        for socket, channel in zip(everybody, ["members", "members", "secretariat", "public"], strict=True):
            frame = await receive(socket)
            assert (frame["seq"], frame["channel"], frame["comment"]) == (comment.seq, channel, comment.pk)
            assert "Mohon dirinci." in frame["html"]

    tell(story, *everybody)


def test_answer_reaches_the_readers_with_the_comment_it_answers(committed):
    version, bi, kpi = draft()
    comment, office = commented(version, bi, text="Mohon dirinci."), secretariat_user()
    everybody = [socket_of(version.decree_id, user) for user in (bi, kpi, None)]

    async def story(hellos):
        await committed(answer_comment, comment, disposition="accepted", reason="Akan dirinci.", by=office)
        for socket in everybody:
            frame = await receive(socket)
            assert frame["comment"] == comment.pk
            assert "Mohon dirinci." in frame["html"]
            assert "Akan dirinci." in frame["html"]

    tell(story, *everybody)


def test_origin_of_a_change_reaches_each_reader_for_the_comments_they_may_read_and_is_replayed_so(committed):
    version, bi, _ = draft()
    shown, among = commented(version, bi), commented(version, bi, audience="members")
    aside, office = commented(version, bi, audience="secretariat"), secretariat_user()
    new = next_version(version, by=office, dik_1="Membentuk Panitia Open Government.")
    [hunk] = [told.hunk.id for told in changes_of(new)]
    seq, readers = LedgerEntry.objects.latest("seq").seq, {None: [shown], bi: [among, shown]}
    readers[office] = [among, shown, aside]
    everybody = [socket_of(version.decree_id, user) for user in readers]
    events = reverse("decrees:events", args=[version.decree_id])

    def replayed(user):
        client = Client()
        if user:
            client.force_login(user)
        return client.get(events, {"after": seq}).json()["frames"]

    async def story(hellos):
        await committed(attribute_change, new, hunk=hunk, comments=[shown, among, aside], reason="Rapat.", by=office)
        for socket, (user, comments) in zip(everybody, readers.items(), strict=True):
            frames = [await receive(socket) for _ in comments]
            assert [[*frame["changes"]] for frame in frames] == [[str(comment.pk)] for comment in comments]
            assert all(f"#h-{hunk}" in html for frame in frames for html in frame["changes"].values())
            assert all(" 2" in frame["text"] for frame in frames)
            assert await database_sync_to_async(replayed)(user) == frames
        await committed(attribute_change, new, hunk=hunk, reason="Rapat.", by=office)
        for socket, (user, comments) in zip(everybody, readers.items(), strict=True):
            frames = [await receive(socket) for _ in comments]
            assert [[*frame["changes"]] for frame in frames] == [[str(comment.pk)] for comment in comments]
            assert not any("<a" in html for frame in frames for html in frame["changes"].values())
            assert (await database_sync_to_async(replayed)(user))[-len(comments) :] == frames
        await committed(attribute_change, new, hunk=hunk, reason="Rapat besar.", by=office)
        for socket in everybody:
            frame = await receive(socket)
            assert (frame["changes"], frame["text"]) == ({}, "")

    tell(story, *everybody)


def test_comment_among_members_does_not_reach_the_public(committed):
    version, bi, kpi = draft()
    inside, outside, stranger = (socket_of(version.decree_id, user) for user in (kpi, None, UserFactory()))

    async def story(hellos):
        hidden = await committed(commented, version, bi, audience="members")
        assert (await receive(inside))["seq"] == hidden.seq
        shown = await committed(commented, version, bi)
        assert (await receive(outside))["seq"] == (await receive(stranger))["seq"] == shown.seq

    tell(story, inside, outside, stranger)


def test_organisation_reads_its_own_comments_and_the_other_does_not(committed):
    version, bi, kpi = draft()
    mine, theirs = (socket_of(version.decree_id, user) for user in (bi, kpi))
    own = f"organisation:{bi.person.memberships.get().organisation_id}"

    async def story(hellos):
        hidden = await committed(commented, version, bi, audience=own)
        frame = await receive(mine)
        assert (frame["seq"], frame["channel"]) == (hidden.seq, own)
        shown = await committed(commented, version, bi)
        assert (await receive(theirs))["seq"] == shown.seq

    tell(story, mine, theirs)


@pytest.mark.parametrize("who", ["nobody", "stranger", "other member"])
def test_draft_by_invitation_is_as_good_as_absent_for_others(who):
    version, bi, _ = draft(reading="invited")
    user = {"nobody": None, "stranger": UserFactory(), "other member": member_of(OrganisationFactory())}[who]
    absent = refused(socket_of(999_999, user))
    assert refused(socket_of(version.decree_id, user)) == absent == {"type": "websocket.close", "code": 4404}

    async def story(hellos):
        assert "members" in hellos[0]["channels"]

    tell(story, socket_of(version.decree_id, bi))


def test_socket_from_another_site_is_refused(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    version, bi, _ = draft()
    strict = importlib.reload(cms.asgi).application
    for source, admitted in [("http://evil.example", False), ("http://localhost", True)]:
        socket = socket_of(version.decree_id, bi, source=source)
        socket.application = strict

        async def knock(socket=socket):
            connected, _ = await socket.connect()
            await socket.disconnect()
            return connected

        assert async_to_sync(knock)() is admitted


def test_membership_that_ends_closes_the_open_socket(committed):
    version, bi, kpi = draft(reading="invited")
    mine, theirs = socket_of(version.decree_id, bi), socket_of(version.decree_id, kpi)
    membership, yesterday = bi.person.memberships.get(), datetime.date.today() - datetime.timedelta(days=2)

    async def story(hellos):
        await committed(end_membership, membership, on=yesterday, by=office)
        while (output := await mine.receive_output())["type"] != "websocket.close":
            pass
        assert output["code"] == 4403
        assert await theirs.receive_nothing(timeout=0.01) or (await receive(theirs, "presence"))

    office = secretariat_user()
    tell(story, mine, theirs)
    assert refused(socket_of(version.decree_id, bi))["code"] == 4404


def test_grant_that_is_taken_back_closes_the_open_socket(committed):
    version, bi, kpi = draft(reading="invited")
    office = secretariat_user()
    kept = {kpi.person.memberships.get().organisation: {DecreePermission.COMMENT}}
    mine, round_ = socket_of(version.decree_id, bi), version.rounds.get()

    async def story(hellos):
        await committed(change_grants, round_, grants=kept, by=office)
        while (output := await mine.receive_output())["type"] != "websocket.close":
            pass
        assert output["code"] == 4403

    tell(story, mine)


def test_who_may_not_see_the_draft_any_more_is_cut_off(committed):
    version, bi, _kpi = draft(reading="public")
    decree, secretariat = version.decree, secretariat_user()
    readers = [socket_of(decree.pk, user) for user in (None, UserFactory(), bi, secretariat)]

    def invite_only():
        decree.reading = "invited"
        decree.save()

    async def story(hellos):
        public, outsider, member, office = readers
        await local_hub().check()
        await committed(invite_only)
        await local_hub().check()
        for lost in (public, outsider):
            assert await closing(lost) == 4403
        await committed(decree.unpublish)
        await local_hub().check()
        assert await closing(member) == 4403
        assert await office.receive_nothing(timeout=0.01) or (await receive(office, "presence"))

    tell(story, *readers)


def test_duty_that_is_taken_away_and_a_logout_close_the_open_sockets(committed):
    version, bi, _kpi = draft(reading="public")
    secretariat = secretariat_user()
    office, member = socket_of(version.decree_id, secretariat), socket_of(version.decree_id, bi)
    client = Client()
    client.force_login(bi)

    async def story(hellos):
        await committed(secretariat.user_permissions.clear)
        assert await closing(office) == 4403
        await committed(client.logout)
        assert await closing(member) == 4403

    tell(story, office, member)


@pytest.mark.parametrize(("sent", "code"), [(["x" * 200], 4009), (["ping"] * 61, 4008)])
def test_reader_who_talks_too_much_is_closed(sent, code):
    version, *_ = draft()
    socket = socket_of(version.decree_id)

    async def story(hellos):
        for text in sent:
            await socket.send_to(text_data=text)
        while (output := await socket.receive_output())["type"] != "websocket.close":
            pass
        assert output["code"] == code

    tell(story, socket)


def test_what_a_reader_says_changes_nothing(committed):
    version, bi, _ = draft()
    socket = socket_of(version.decree_id, bi)

    async def story(hellos):
        for text in ["ping", "{}", '{"a": 1}']:
            await socket.send_to(text_data=text)
        comment = await committed(commented, version, bi)
        assert (await receive(socket))["seq"] == comment.seq

    tell(story, socket)
    assert version.comments.count() == 1


def cite_clauses(message):
    """Who is where, as (clause, organisation, how many, how many of them writing)."""
    return [
        (clause, one["label"], one["count"], one["typing"]) for clause, there in message["at"].items() for one in there
    ]


@pytest.fixture
def quick(monkeypatch):
    """Who is here is told at once."""
    for name in ("BROADCAST_SECONDS", "PLACES_SECONDS"):
        monkeypatch.setattr(f"forum.live.presence.broadcaster.{name}", 0.0)


@pytest.mark.usefixtures("quick")
def test_those_taking_part_hear_who_is_at_which_clause_and_the_public_does_not(committed):
    version, bi, kpi = draft()
    mine, theirs, public = (socket_of(version.decree_id, user) for user in (bi, kpi, None))
    before = LedgerEntry.objects.count()

    async def story(hellos):
        assert [hello["label"] for hello in hellos] == ["BI", "KPI", ""]
        await mine.send_to(text_data="typing dik-1")
        assert cite_clauses(await receive(theirs, "places")) == [("dik-1", "BI", 1, 1)]
        await mine.send_to(text_data="at dik-2.closing")
        assert cite_clauses(await receive(theirs, "places")) == [("dik-2.closing", "BI", 1, 0)]
        await mine.send_to(text_data="at")
        message = await receive(theirs, "places")
        assert message["at"] == {"dik-2.closing": []}
        await committed(commented, version, bi)
        kinds = set()
        while "frame" not in kinds:
            kinds.add(json.loads(await public.receive_from()).get("type", "frame"))
        assert kinds <= {"presence", "frame"}

    tell(story, mine, theirs, public)
    assert LedgerEntry.objects.count() == before + 1


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("who", ["nobody", "stranger", "other member"])
def test_who_does_not_take_part_is_nowhere(who):
    version, bi, kpi = draft()
    user = {"nobody": None, "stranger": UserFactory(), "other member": member_of(OrganisationFactory())}[who]
    other, mine, theirs = socket_of(version.decree_id, user), *(socket_of(version.decree_id, one) for one in (bi, kpi))

    async def story(hellos):
        await other.send_to(text_data="typing dik-1")
        await mine.send_to(text_data="at dik-2")
        assert cite_clauses(await receive(theirs, "places")) == [("dik-2", "BI", 1, 0)]
        assert not any(place for socket in local_hub().sockets() if socket.label != "BI" for place in [socket.place])

    tell(story, other, mine, theirs)


@pytest.mark.usefixtures("quick")
def test_nonsense_about_places_is_passed_over():
    version, bi, kpi = draft()
    mine, theirs = socket_of(version.decree_id, bi), socket_of(version.decree_id, kpi)

    async def story(hellos):
        for text in ["at ", "typing", "at a b", "at <b>", "AT x", "at é", "at x\n", "x", f"at {'a' * 91}"]:
            await mine.send_to(text_data=text)
        await mine.send_to(bytes_data=b"at dik-1")
        await mine.send_to(text_data=f"at {'a' * 90}")
        assert cite_clauses(await receive(theirs, "places")) == [("a" * 90, "BI", 1, 0)]

    tell(story, mine, theirs)


def test_who_tells_without_end_where_they_are_is_closed():
    version, bi, _ = draft()
    socket = socket_of(version.decree_id, bi)

    async def story(hellos):
        for number in range(100):
            await socket.send_to(text_data=f"at dik-{number}")
        assert await closing(socket) == 4008

    tell(story, socket)


def test_page_in_english_gets_its_frames_in_english_and_the_others_do_not(committed):
    version, bi, _ = draft()
    path = f"/ws/rancangan/{version.decree_id}/"
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
    languages = {"en": "commented on", "id": "mengomentari", "xx": "mengomentari"}
    readers = [Socket(application, f"{path}?bahasa={code}", headers) for code in languages]

    async def story(hellos):
        comment = await committed(commented, version, bi)
        for socket, words in zip(readers, languages.values(), strict=True):
            frame = await receive(socket)
            assert (frame["seq"], frame["channel"]) == (comment.seq, "public")
            assert words in frame["text"]

    tell(story, *readers)


def test_change_of_the_round_brings_its_closing_line_anew(committed):
    version, bi, _ = draft()
    round_, office, reader = version.rounds.get(), secretariat_user(), socket_of(version.decree_id, bi)
    later = (round_.closes_at + datetime.timedelta(days=3)).astimezone(ZoneInfo("Asia/Jakarta"))
    grants = permissions.grants_of(version.decree)

    async def story(hellos):
        await committed(change_grants, round_, grants=grants, closes_at=later, by=office)
        line = (await receive(reader))["round"]
        assert f'<time datetime="{later.isoformat()}">10 ' in line
        await committed(close_round, round_, by=office)
        frame = await receive(reader)
        assert "data-over" in frame["round"]
        assert "<strong>" not in frame["round"]

    tell(story, reader)


def test_frames_are_drawn_once_for_each_channel_and_language_that_somebody_reads(committed, monkeypatch):
    version, bi, _ = draft()
    drawn = []
    draw = frames.frame
    monkeypatch.setattr(frames, "frame", lambda entry, channel: drawn.append(channel) or draw(entry, channel))
    readers = [socket_of(version.decree_id), socket_of(version.decree_id), socket_of(version.decree_id, bi)]

    async def story(hellos):
        await committed(commented, version, bi)
        for reader in readers:
            await receive(reader)

    tell(story, *readers)
    assert sorted(drawn) == ["members", "public"]


def test_nothing_is_drawn_where_nobody_reads(committed, monkeypatch):
    version, bi, _ = draft()
    other, _, _ = draft()
    drawn = []
    monkeypatch.setattr(frames, "frame", lambda entry, channel: drawn.append(channel))
    elsewhere = socket_of(other.decree_id)

    async def story(hellos):
        await committed(commented, version, bi)

    tell(story, elsewhere)
    assert drawn == []


@pytest.mark.parametrize(("header", "shared"), [("10.0.0.9, 10.0.0.1", True), ("10.0.0.1, 10.0.0.9", False)])
def test_one_address_holds_only_so_many_anonymous_sockets(settings, header, shared):
    settings.SOCKETS_PER_ADDRESS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2, 1
    version, bi, _ = draft()

    def from_address(value, user=None):
        socket = socket_of(version.decree_id, user)
        socket.scope["headers"].append((b"x-forwarded-for", value.encode()))
        return socket

    late, welcomes = from_address(header), [from_address("10.0.0.1", bi), from_address("10.0.0.2")]

    async def story(hellos):
        assert (await late.connect())[0]
        first = await late.receive_output()
        assert (first == {"type": "websocket.close", "code": 4429}) is shared
        await late.disconnect()
        for welcome in welcomes:
            assert (await welcome.connect())[0]
            assert await receive(welcome, "hello")
            await welcome.disconnect()

    tell(story, *[from_address("10.0.0.1") for _ in range(2)])


def test_one_login_holds_only_so_many_sockets(settings):
    settings.SOCKETS_PER_ADDRESS = 1
    version, bi, kpi = draft()
    late, welcome = socket_of(version.decree_id, bi), socket_of(version.decree_id, kpi)

    async def story(hellos):
        assert (await late.connect())[0]
        assert await late.receive_output() == {"type": "websocket.close", "code": 4429}
        await late.disconnect()
        assert (await welcome.connect())[0]
        assert await receive(welcome, "hello")
        await welcome.disconnect()

    tell(story, socket_of(version.decree_id, bi))


def test_presence_shows_organisations_by_label():
    version, bi, kpi = draft()
    socket = socket_of(version.decree_id, bi)

    async def story(hellos):
        here = []
        while here != [("BI", 1), ("KPI", 1)]:  # where people come slowly the first is shown alone before
            people = (await receive(socket, "presence"))["people"]
            here = [(one["label"], one["count"]) for one in people]

    tell(story, socket, socket_of(version.decree_id, kpi))


def test_session_that_does_not_exist_reads_as_the_public_does():
    version, *_ = draft()
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", b"sessionid=none")]

    async def story(hellos):
        assert set(hellos[0]["channels"]) == {"public"}

    tell(story, Socket(application, f"/ws/rancangan/{version.decree_id}/", headers))
    assert not SessionStore().exists("none")


@pytest.mark.parametrize("path", ["/ws/", "/ws/rancangan/x/", "/ws/notula/1/", "/"])
def test_unknown_address_of_a_socket_is_refused_without_an_error(path):
    connected, _ = async_to_sync(Socket(application, path, [(b"origin", b"http://localhost")]).connect)()
    assert not connected

"""Frames of a room reach those who follow it, and what is for the desk nobody else."""

import json

import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, channel_layers
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.asgi import application
from forum import live
from forum.live.missed import Watch, shut_out
from forum.services import sitting
from tests.clients import as_
from tests.factories import meeting_page
from tests.sockets import Socket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _layer(monkeypatch):
    """A layer of this test's own; work in threads stays on the test's connection."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)
    old = channel_layers.set("default", InMemoryChannelLayer())
    yield
    channel_layers.set("default", old)


@pytest.fixture
def meeting():
    return meeting_page(starts_at=timezone.now(), agenda=["Pembukaan"])


def socket_of(path, user=None):
    headers = [(b"host", b"localhost"), (b"origin", b"http://localhost")]
    if user is not None:
        headers.append((b"cookie", f"sessionid={as_(user).cookies['sessionid'].value}".encode()))
    return Socket(application, path, headers)


async def frame(socket):
    while "parts" not in (message := json.loads(await socket.receive_from())):
        pass
    return message


def test_projector_and_desk_each_get_theirs_and_a_question_that_is_not_checked_only_the_desk(
    meeting, secretariat, committed
):
    def told(act, *args, **kwargs):
        def call():
            with committed():
                return act(*args, **kwargs)

        return database_sync_to_async(call)()

    screen, desk = (socket_of(f"/ws/rapat/{meeting.pk}/{place}", secretariat) for place in ("", "meja/"))

    async def story():
        for socket in (screen, desk):
            assert (await socket.connect())[0]
            while json.loads(await socket.receive_from()).get("type") != "hello":
                pass
        await told(sitting.step, meeting, by=secretariat)
        first, at_desk = await frame(screen), await frame(desk)
        assert "Pembukaan" in first["parts"]["screen"]
        assert (first["channel"], at_desk["channel"]) == ("public", "secretariat")
        assert first["parts"].keys().isdisjoint(at_desk["parts"])
        await told(sitting.open_questions, meeting, by=secretariat)
        asked = await told(sitting.ask_question, meeting, text="Rahasia?", by=AnonymousUser())
        seen = [await frame(screen), await frame(screen)]
        assert "Rahasia" not in json.dumps(seen)
        while "Rahasia" not in json.dumps(await frame(desk)):
            pass
        await told(sitting.show_question, asked, by=secretariat)
        shown = await frame(screen)
        assert "Rahasia" in shown["parts"]["questions"]
        assert [one["seq"] for one in (first, *seen, shown)] == [1, 2, 3, 4]
        for socket in (screen, desk):
            await socket.disconnect()

    async_to_sync(story)()


def test_who_may_not_see_the_room_any_more_is_disconnected(meeting, secretariat, bi, bi_member):
    readers = {(meeting.pk, None), (meeting.pk, bi_member.pk), (meeting.pk, secretariat.pk)}
    assert shut_out(readers) == set()
    limit = PageViewRestriction.objects.create(page=meeting, restriction_type="groups")
    assert shut_out(readers) == {(meeting.pk, None), (meeting.pk, bi_member.pk)}
    limit.groups.add(bi.group)
    assert shut_out(readers) == {(meeting.pk, None)}


def test_state_that_the_layer_lost_is_found_at_the_second_look(meeting, secretariat):
    group, other = live.group_of(meeting.pk, "public"), live.group_of(meeting.pk, "secretariat")
    watch = Watch()
    watch.begin()
    watch.starts(group, 0)
    watch.starts(other, 0)
    sitting.step(meeting, by=secretariat)
    assert watch.missed([group, other]) == set()
    watch.passed(other, 1)
    assert watch.missed([group, other]) == {group}

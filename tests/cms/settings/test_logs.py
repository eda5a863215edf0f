"""An operator finds out what happened and for which request; nobody's words or addresses stand in a log."""

import io
import json
import logging
import re
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, channel_layers
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import AsyncClient, Client
from django.urls import get_resolver, path, reverse

from cms.asgi import application
from cms.middleware.sockets import SocketMiddleware
from cms.settings import logs
from cms.urls import handler400, handler403, handler500, urlpatterns  # noqa: F401
from forum.live.sockets import for_all
from forum.models.directory.people import User
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, meeting_page, member_of
from tests.sockets import Socket

pytestmark = pytest.mark.django_db


def refused(request):
    raise PermissionDenied


def confused(request):
    raise BadRequest


def broken(request):
    logging.getLogger("forum").warning("Before it broke")
    raise RuntimeError("nobody@contoh.id has two lines\nin it")


urlpatterns = [path("ditolak/", refused), path("kacau/", confused), path("rusak/", broken), *urlpatterns]


@pytest.fixture
def written(settings):
    """Whatever is logged, as the console handler of the site writes it."""
    settings.ROOT_URLCONF = __name__
    made = {}

    def lines(format_="text"):
        stream = made.setdefault(format_, io.StringIO())
        return stream.getvalue().splitlines()

    handlers = []
    for format_ in logs.FORMATS:
        configured = logs.configuration("INFO", format_)
        handler = logging.StreamHandler(made.setdefault(format_, io.StringIO()))
        handler.addFilter(configured["filters"]["request"]["()"]())
        handler.setFormatter(configured["formatters"]["line"]["()"]())
        handlers.append(handler)
        logging.getLogger().addHandler(handler)
    yield lines
    for handler in handlers:
        logging.getLogger().removeHandler(handler)


def client():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("address", "status"), [("/ditolak/", 403), ("/tidak-ada/", 404)])
def test_what_is_refused_or_not_there_is_one_line(written, address, status):
    answer = client().get(f"{address}?q=katarahasia")
    assert answer.status_code == status
    [line] = written()
    time, level, logger, rest = line.split(" ", 3)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d", time)
    assert (level, logger) == ("WARNING", "cms.requests")
    assert re.fullmatch(rf"\[{answer['X-Request-ID']} {address}\] GET {status} in \d+ ms", rest)
    assert answer["X-Request-ID"] in answer.content.decode()


@pytest.mark.parametrize("address", ["/kacau/", "/rusak/"])
def test_pages_that_need_nothing_show_the_number_too(settings, address):
    settings.ROOT_URLCONF = __name__
    answer = client().get(address)
    assert answer.status_code in (400, 500)
    assert answer["X-Request-ID"] in answer.content.decode()


def test_fault_is_told_with_its_trace_and_number_but_no_address(written):
    answer = client().get("/rusak/")
    text = "\n".join(written())
    assert answer.status_code == 500
    assert "nobody@contoh.id" not in text
    assert "RuntimeError: …@… has two lines" in text
    assert f"WARNING forum [{answer['X-Request-ID']} /rusak/] Before it broke" in text


def test_json_is_one_object_for_each_event_with_the_same_facts(written):
    user = member_of(OrganisationFactory())
    reader = client()
    reader.force_login(user)
    answer = reader.get("/rusak/")
    before, fault, request = [json.loads(line) for line in written("json")]
    number = {"request": answer["X-Request-ID"], "path": "/rusak/"}
    assert before.items() >= {**number, "level": "WARNING", "logger": "forum"}.items()
    assert "RuntimeError" in fault["traceback"]
    assert request.items() >= {**number, "user": user.pk, "method": "GET", "status": 500}.items()
    assert isinstance(request["milliseconds"], int)


def test_number_of_the_request_is_known_under_asgi_as_well(written):
    answer = async_to_sync(AsyncClient(raise_request_exception=False).get)("/rusak/")
    assert f"WARNING forum [{answer['X-Request-ID']} /rusak/] Before it broke" in "\n".join(written())
    assert logs.current_request.get() is None


def test_keys_in_addresses_are_not_written(written):
    token = "abcdefghijklmnopqrstuvwxyz"
    client().get(f"/akun/password/reset/key/1-{token}/")
    client().get(reverse("forum:registration-cancel", args=[token]))
    assert len(written()) == 2
    assert token not in "\n".join(written())


# Words in addresses that say what is asked for, and open nothing.
OPEN = frozenset({"format", "file_format", "name", "slug", "digest", "place", "tag"})


def patterns_of(resolver, before=""):
    for one in resolver.url_patterns:
        whole = before + str(one.pattern)
        yield from patterns_of(one, whole) if hasattr(one, "url_patterns") else [(whole, one)]


def keys_in_addresses():
    """Each address of ours in which a word may be a key, with one in it."""
    for whole, one in patterns_of(get_resolver("cms.urls")):
        kinds = {name: type(kind).__name__ for name, kind in one.pattern.converters.items()}
        words = {name for name, kind in kinds.items() if kind not in ("IntConverter", "IdConverter", "UUIDConverter")}
        if words - OPEN and not whole.startswith(("admin/", "akun/")):
            for name in kinds:
                whole = re.sub(rf"<(\w+:)?{name}>", "kunci-7b" if name in words else "7", whole)
            yield f"/{whole}", words - OPEN


def told_by_nginx(address):
    """What its map of addresses makes of it, as nginx would: the first expression that fits."""
    config = Path("deploy/nginx/mufakat.conf").read_text()
    rules = re.search(r"map \$uri \$mufakat_told \{(.*?)^\}", config, re.S | re.M)[1]
    for expression, told in re.findall(r'"~(\S+)" (\S+);', rules):
        if found := re.search(expression.replace("(?<", "(?P<"), address):
            return re.sub(r"\$(mufakat_door)", lambda name: found[name[1]], told)
    return address


def test_no_log_tells_a_key_from_whatever_door_it_opens():
    doors = dict(keys_in_addresses())
    assert {"/tanggapan-saya/kunci-7b/", "/notula/tamu/kunci-7b/setuju/", "/hadir/kunci-7b/"} <= doors.keys()
    assert [door for door in doors if "kunci-7b" in told_by_nginx(door)] == []
    assert set().union(*doors.values()) <= set(logs.KEYS)
    for address in ("/kalender.ics", "/undangan/7/unduh/pdf/", "/notula/7/", "/cari/ikuti/", "/hadir/"):
        assert told_by_nginx(address) == address


@pytest.mark.parametrize(("proxies", "taken"), [(1, True), (0, False)])
def test_number_of_a_request_is_taken_from_a_trusted_proxy_only(settings, proxies, taken):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = client().get("/tidak-ada/", headers={"x-request-id": "proxy-7"})
    assert (answer["X-Request-ID"] == "proxy-7") is taken
    assert client().get("/tidak-ada/", headers={"x-request-id": "a b\r"})["X-Request-ID"] not in ("a b\r", "")


def test_what_a_stranger_sends_does_not_fill_the_log(written, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    assert client().get("/", headers={"host": "x" * 7_000}).status_code == 400
    client().get(f"/{'y' * 7_000}/")
    assert "x" * 200 in "\n".join(written())
    assert max(map(len, written())) < 1_000


def test_line_of_a_request_costs_no_query_and_names_no_person(written, django_assert_num_queries):
    user: User = member_of(OrganisationFactory(), first_name="Namanya")
    reader = client()
    reader.force_login(user)
    reader.get(meeting_page().url)
    assert f"user {user.pk}]" in written()[-1]
    assert "Namanya" not in "\n".join(written())


@pytest.fixture
def layer(monkeypatch):
    """A channel layer of this test's own; work in threads stays on the test's own connection."""
    monkeypatch.setattr("channels.db.close_old_connections", lambda: None)
    old = channel_layers.set("default", InMemoryChannelLayer())
    yield
    channel_layers.set("default", old)


def read_by(reader, path, *headers):
    """Open a socket, hear one message, leave; nothing of it if it is not let in."""
    cookies = reader.cookies.output(header="", sep=";").encode()
    known = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", cookies)]

    async def visit():
        socket = Socket(application, path, [*known, *headers])
        if (await socket.connect())[0]:
            await socket.receive_output()
            await socket.disconnect(1001)
        await socket.wait()

    async_to_sync(visit)()


def test_socket_is_one_line_with_number_and_login_also_one_that_is_refused(written, layer, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    user, path = member_of(OrganisationFactory()), f"/ws/rancangan/{circulated().decree_id}/"
    read_by(as_(user), path, (b"x-request-id", b"proxy-7"))
    read_by(as_(user), "/ws/tidak-ada/")
    opened, refused = [line.partition("cms.requests ")[2] for line in written() if "SOCKET" in line]
    assert re.fullmatch(rf"\[proxy-7 {path} user {user.pk}\] SOCKET 1001 in \d+ ms", opened)
    assert re.fullmatch(rf"\[[0-9a-f]{{16}} /ws/tidak-ada/ user {user.pk}\] SOCKET refused in \d+ ms", refused)
    assert json.loads(written("json")[0]).items() >= {"request": "proxy-7", "method": "SOCKET", "status": 1001}.items()


def test_what_breaks_in_a_socket_bears_its_number_and_what_serves_all_bears_none(written, layer):
    async def tell():
        logging.getLogger("forum").warning("For all")

    async def broken(scope, receive, send):
        await receive()
        await send({"type": "websocket.accept"})
        await for_all(tell())
        raise RuntimeError

    async def visit():
        socket = Socket(SocketMiddleware(broken), "/ws/rusak/")
        await socket.connect()
        assert await socket.receive_output() == {"type": "websocket.close", "code": 4500}

    async_to_sync(visit)()
    told, fault, ended = [json.loads(line) for line in written("json")]
    assert (told["message"], told.get("request")) == ("For all", None)
    assert "RuntimeError" in fault["traceback"]
    assert fault["request"] == ended["request"]
    assert ended["status"] == 4500

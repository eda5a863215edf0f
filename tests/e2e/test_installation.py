"""What deploy/ describes works: each server started by its unit's command line, behind nginx with https."""

import gzip
import html
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import lxml.html
import pytest
import yaml
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import reverse
from websockets.sync.client import connect

from cms.services.timers import TIMERS
from tests import databases
from tests.e2e import installation
from tests.e2e.conftest import PATIENCE, Process, _environment, free_port
from tests.test_architecture import ROOT

PASSWORD = "padi-kuning-di-sawah-1"
FIRST = {
    "--forum-name": "Forum Contoh",
    "--region": "Kabupaten Contoh",
    "--secretariat": "Dinas Contoh",
    "--admin-name": "Ratna",
    "--admin-email": "ratna@contoh.id",
}


class Quiet(Process):
    """A program that listens to nobody."""

    def start(self):
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.env, stdout=subprocess.DEVNULL)
        return self


class Visitor:
    """A browser's cookies and forms, and whom it trusts."""

    def __init__(self, base, context, session=""):
        self.base, self.context, self.jar = base, context, http.cookiejar.CookieJar()
        handlers = [urllib.request.HTTPSHandler(context=context), urllib.request.HTTPCookieProcessor(self.jar)]
        self.opener = urllib.request.build_opener(*handlers)
        self.session = session

    def get(self, path, data=None):
        headers = {"Referer": f"{self.base}/", "Accept-Encoding": "gzip"}
        if self.session:
            cookies = [f"{one.name}={one.value}" for one in self.jar]
            headers["Cookie"] = "; ".join([f"__Host-sessionid={self.session}", *cookies])
        asked = urllib.request.Request(urllib.parse.urljoin(self.base, path), data, headers)
        return self.opener.open(asked, timeout=PATIENCE / 1000)

    def text(self, path):
        return gzip.decompress(self.get(path).read()).decode()

    def submit(self, path, shown="", **fields):
        """The form of the page that has these fields, filled in and sent; of the page as `shown` before, if given."""
        shown = lxml.html.fromstring(shown or self.text(path))
        form = next(one for one in shown.forms if fields.keys() <= set(one.fields.keys()))
        # As a browser does; lxml takes an empty value for none.
        empty = {one.name: "" for one in form.xpath(".//input[@type='radio'][@checked][@value='']")}
        data = {**dict(form.form_values()), **empty, **fields}
        return self.get(form.action or path, urllib.parse.urlencode(data).encode())


@pytest.fixture
def house(running, redis, tmp_path):
    """The commands of docs/operations.md, then the units: address, whom to trust, what the set-up said, scene."""
    data = tmp_path / "data"
    data.mkdir()
    databases.copy_of_migrated(data / "mufakat.sqlite3")
    ports = {usual: free_port() for usual in (80, 443, 8001, 8002)}
    base = f"https://localhost:{ports[443]}"
    text = installation.settings_of(
        (ROOT / "deploy/mufakat.env").read_text(),
        SECRET_KEY=settings.SECRET_KEY,  # the scene's sessions hold
        BASE_URL=base,
        EMAIL_URL=f"filemail:///{tmp_path / 'mails'}",
        DATA_DIR=data,
        DATABASE_URL=f"sqlite:///{data / 'mufakat.sqlite3'}",
        REDIS_URL=f"redis://127.0.0.1:{redis.port}/0",
    )
    text += f"METRICS_TOKEN={settings.SECRET_KEY}\n"
    (tmp_path / "mufakat.env").write_text(text)
    collecting = begin(tmp_path, "collectstatic", "--noinput")  # half the time; the others need nothing of it
    told = [finished(begin(tmp_path, *command)) for command in commands()]
    scene = scene_in(data)
    finished(collecting)
    environment = installation.environment_of(text)
    for name in installation.SERVERS:
        command = installation.command_of(name, ports)
        listening = {"mufakat-web": ports[8001], "mufakat-live": ports[8002]}.get(name)
        running(Process(*command, port=listening, env=environment) if listening else Quiet(*command, env=environment))
    configured = installation.nginx_files(tmp_path, ports)
    running(Process("nginx", "-e", tmp_path / "nginx.log", "-c", configured, port=ports[443]))
    return base, installation.trusting(tmp_path), "".join(told), scene


def scene_in(data):
    """A draft in a round, beside what the set-up made."""
    environment = {**_environment(data), "DATABASE_URL": f"sqlite:///{data / 'mufakat.sqlite3'}"}
    made = subprocess.run(
        [sys.executable, "-m", "tests.e2e.scene"], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return json.loads(made.stdout)


def commands():
    first = [part for pair in FIRST.items() for part in pair]
    check = ["check", "--deploy", "--fail-level", "WARNING", "--database", "default"]
    return [["migrate"], ["setup_site", *first], check]


def begin(folder, *command):
    environment = {"PATH": os.environ["PATH"], "MUFAKAT_ENV": str(folder / "mufakat.env")}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([ROOT / "deploy/manage", *command], env=environment, text=True, **pipes)


def finished(command):
    out, errors = command.communicate()
    assert command.returncode == 0, errors
    return out


def set_up_second_factor(visitor):
    """Whoever acts for all is led to it before the administration opens."""
    path = f"{visitor.get('/admin/').url}totp/activate/"
    shown = visitor.text(path)  # each time with another secret
    secret = re.search(r'value="([A-Z2-7]{32})"', shown)[1]
    visitor.submit(path, shown, code=format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.mark.server
def test_installed_as_described_the_site_is_found_signed_in_to_and_alive(house, tmp_path):
    base, context, told, scene = house
    public = Visitor(base, context)
    assert 'lang="id"' in public.text("/")
    assert "Notula" in public.text("/notula/")

    static = public.get(re.search(r'href="(/static/[^"]+\.css)"', public.text("/"))[1])
    assert static.headers["Cache-Control"] == "max-age=31536000"
    assert static.headers["Content-Encoding"] == "gzip"

    link = re.search(rf"{base}(\S+)", told)[1]
    chosen = public.get(link).url
    public.submit(chosen, password1=PASSWORD, password2=PASSWORD)
    logged = (tmp_path / "mufakat.log").read_text()
    assert "GET /akun/- 200" in logged
    assert link not in logged
    admin = Visitor(base, context)
    admin.submit("/akun/login/", login="ratna@contoh.id", password=PASSWORD)
    secure = {one.name: one.secure for one in admin.jar}
    assert secure["__Host-sessionid"]
    set_up_second_factor(admin)
    assert "first-steps" in admin.text("/admin/")

    member = Visitor(base, context, scene["sessions"]["bi"])
    address = f"{base.replace('https', 'wss')}/ws/rancangan/{scene['decree']}/"
    with connect(address, ssl=context, origin=base) as socket:
        assert '"public":' in socket.recv(timeout=PATIENCE / 1000)  # greeted: what is committed from now on is pushed
        link = re.search(r'href="([^"]+/komentar/[?][^"]+)"', member.text(scene["path"]))[1]
        member.submit(html.unescape(link), text="Terbaca seketika.", audience="public", tag="")
        while "Terbaca seketika." not in socket.recv(timeout=PATIENCE / 1000):
            pass
        # A web worker tells what daphne and the other worker counted.
        public.opener.addheaders = [("Authorization", f"Bearer {settings.SECRET_KEY}")]
        numbers = public.get("/sehat/angka").read().decode()
        assert "\nmufakat_sockets 1.0\n" in numbers
        assert re.search(r"\nmufakat_frames_sent_total [1-9]", numbers)
        assert re.search(
            r'\nmufakat_requests_total{method="POST",route="decrees:comment-add",status="\d+"} 1.0', numbers
        )


@pytest.mark.server
def test_where_no_server_answers_nginx_says_so_in_both_languages(running, tmp_path):
    ports = {usual: free_port() for usual in (80, 443, 8001, 8002)}
    configured = installation.nginx_files(tmp_path, ports)
    running(Process("nginx", "-e", tmp_path / "nginx.log", "-c", configured, port=ports[443]))
    visitor = Visitor(f"https://localhost:{ports[443]}", installation.trusting(tmp_path))
    with pytest.raises(urllib.error.HTTPError) as refusal:
        visitor.get("/rapat/", b"text=x")
    assert (refusal.value.code, refusal.value.headers["Retry-After"]) == (503, "10")
    page = refusal.value.read().decode()
    assert "Tidak tersedia untuk sementara" in page
    assert "Not available for a moment" in page


@pytest.mark.parametrize("unit", installation.UNITS, ids=lambda path: path.stem)
def test_units_run_what_there_is_with_the_settings_of_the_installation(unit):
    service = installation.unit(unit.stem)
    assert service["User"] == "mufakat"
    assert service["EnvironmentFile"] == "/etc/mufakat/mufakat.env"
    program, *rest = installation.command_of(unit.stem, {})
    assert os.access(program, os.X_OK)
    if rest[0] == "manage.py":
        assert rest[1] in get_commands()
    if rest[2:] and rest[0] == "manage.py":
        load_command_class(get_commands()[rest[1]], rest[1]).create_parser("manage.py", rest[1]).parse_args(rest[2:])


def test_timers_start_the_units_of_their_names():
    timers = {path.stem for path in (ROOT / "deploy/systemd").glob("*.timer")}
    assert timers == {path.stem for path in installation.UNITS} - set(installation.SERVERS)


def test_environment_file_explains_each_setting_and_names_no_other():
    text = (ROOT / "deploy/mufakat.env").read_text()
    named = set(re.findall(r"(?m)^(?:# )?([A-Z][A-Z0-9_]+)=", text))
    table = set(re.findall(r"(?m)^\| (`[A-Z].*?) \|", (ROOT / "docs/settings.md").read_text()))
    known = {name for row in table for name in re.findall(r"`([A-Z0-9_]+)`", row)} | {"DJANGO_SETTINGS_MODULE"}
    assert named <= known
    for name in ("SECRET_KEY", "BASE_URL", "EMAIL_URL"):
        assert re.search(rf"(?m)^{name}=$", text)


def test_alerts_ask_for_numbers_that_there_are():
    folder = ROOT / "deploy/prometheus"
    rules = [rule for group in yaml.safe_load((folder / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
    [job] = yaml.safe_load((folder / "scrape.yml").read_text())["scrape_configs"]
    asked = {name for rule in rules for name in re.findall(r"mufakat_\w+", rule["expr"])}
    told = set(re.findall(r"`(mufakat_\w+)`", (ROOT / "docs/operations.md").read_text()))
    assert {name.removesuffix("_bucket") for name in asked} <= told
    assert job["metrics_path"] == reverse("numbers")
    parts = {part.name for timer in TIMERS.values() for part in timer}
    assert {name for rule in rules for name in "|".join(re.findall('part=~"(.*?)"', rule["expr"])).split("|")} - {
        ""
    } <= parts

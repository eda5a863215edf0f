"""Pages as an installation sends them: a public page at most 50 KB, from this server alone, under its security policy;
the scripts of a draft within their budgets, and working in the form in which they are sent."""

import gzip
import shutil
import subprocess
import sys
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from cms.settings.test import SECRET_KEY
from tests.e2e.conftest import ROOT, Site, _environment, _prepared_once
from tests.e2e.pages import public_pages

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.long]

KB = 1024
LIMIT = 50 * KB
# A draft with 446 comments, for the public and for whoever takes part: all that is sent, and the page alone.
BUSY = {None: 40 * KB, "one": 45 * KB}
BUSY_PAGE = {None: 17.5 * KB, "one": 18.25 * KB}
# All scripts of a draft, compressed.
SCRIPTS = {"public": 8 * KB, "bi": 13 * KB}
VIOLATED = "window.violated = []; addEventListener('securitypolicyviolation', e => violated.push(e.blockedURI))"


@pytest.fixture(scope="module")
def installed(prepared_demo, tmp_path_factory):
    """The demo under production's settings, its static files compressed as `collectstatic` leaves them."""
    yield from _installed(*prepared_demo, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="module")
def busy(shared_folder, tmp_path_factory):
    """The same with a draft on which hundreds of comments were made."""
    yield from _installed(*_prepared_once("busy", shared_folder), tmp_path_factory.mktemp("installed-busy"))


def _installed(database, scene, folder):
    shutil.copy(database, folder / "site.sqlite3")
    production = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": SECRET_KEY,  # the scene's sessions hold
        "BASE_URL": "http://127.0.0.1:8000",
        "EMAIL_URL": f"filemail:///{folder / 'mails'}",
    }
    environment = _environment(folder, **production)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    site = Site(environment, scene)
    yield site.start()
    site.kill()


def load(page, address):
    """(bytes over the wire, hosts asked, complaints) of one page, nothing cached."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received, hosts, complaints = [], set(), []
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda message: message.type in {"error", "warning"} and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="networkidle")
    return sum(received), hosts, complaints + page.evaluate("window.violated")


def test_public_pages_are_light_alone_and_quiet(installed, browser):
    weights, strangers, complaints = {}, {}, {}
    for name, path in public_pages(installed.scene).items():
        with browser.new_context(locale="id-ID") as context:
            context.add_init_script(VIOLATED)
            weights[name], hosts, complained = load(context.new_page(), installed.url(path))
        strangers[name] = hosts - {urlsplit(installed.url("/")).netloc}
        complaints[name] = [text for text in complained if name != "not-found" or "404" not in text]
    print("\n".join(f"{weight:7d} {name}" for name, weight in sorted(weights.items(), key=lambda item: -item[1])))
    assert {name: weight for name, weight in weights.items() if weight > LIMIT} == {}
    assert {name: hosts for name, hosts in strangers.items() if hosts} == {}
    assert {name: texts for name, texts in complaints.items() if texts} == {}


@pytest.mark.parametrize("reader", BUSY)
def test_draft_on_which_much_was_said_is_light_too(busy, browser, reader):
    with browser.new_context(locale="id-ID") as context:
        context.add_init_script(VIOLATED)
        if reader:
            context.add_cookies([busy.cookie(reader)])
        weight, _hosts, complaints = load(context.new_page(), busy.url())
    print(weight)
    assert weight <= BUSY[reader]
    assert complaints == []


@pytest.mark.parametrize("reader", BUSY_PAGE)
def test_page_of_a_draft_on_which_much_was_said_is_light(busy, reader):
    """By the same measure for everybody: what is sent to a reader is compressed as their browser likes it."""
    cookie = {"Cookie": f"sessionid={busy.scene['sessions'][reader]}"} if reader else {}
    with urlopen(Request(busy.url(), headers=cookie)) as answer:
        weight = len(gzip.compress(answer.read(), 6, mtime=0))
    print(weight)
    assert weight <= BUSY_PAGE[reader]


def scripts_of(page, address):
    """Bytes of each script of a page, as compressed on the way."""
    sizes = {}

    def note(response):
        if response.request.resource_type == "script":
            sizes[urlsplit(response.url).path] = int(response.headers["content-length"])

    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    return sizes


@pytest.mark.parametrize("encoding", ["gzip, deflate, br", "gzip"])
@pytest.mark.parametrize("reader", SCRIPTS)
def test_scripts_of_a_draft_keep_their_budget(installed, browser, reader, encoding):
    with browser.new_context(locale="id-ID", extra_http_headers={"Accept-Encoding": encoding}) as context:
        if reader != "public":
            context.add_cookies([installed.cookie(reader)])
        sizes = scripts_of(context.new_page(), installed.url())
    print(sizes)
    assert 0 < sum(sizes.values()) <= SCRIPTS[reader]


def test_scripts_work_in_the_form_in_which_they_are_sent(installed, browser):
    """A member writes by keyboard, a visitor sees it appear without a reload; nobody's console says anything."""
    words, complaints = "Ditulis pada pemasangan yang sebenarnya.", []
    with browser.new_context(locale="id-ID") as visiting, browser.new_context(locale="id-ID") as writing:
        writing.add_cookies([installed.cookie("bi")])
        visitor, member = visiting.new_page(), writing.new_page()
        for page in (visitor, member):
            page.on("console", lambda message: message.type in {"error", "warning"} and complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(installed.url())
            expect(page.locator("#live")).to_have_attribute("data-state", "connected")
        member.locator("[data-text]").first.press("Enter")
        form = member.locator(".comment-form")
        form.locator("textarea[name=text]").fill(words)
        form.locator("button").first.click()
        for page in (member, visitor):
            expect(page.locator(".comment-text", has_text=words)).to_have_count(1)
    assert complaints == []

"""A public page as an installation sends it: at most 50 KB, from this server alone, under its security policy."""

import shutil
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.e2e.conftest import ROOT, Site, _environment
from tests.e2e.pages import public_pages

pytestmark = [pytest.mark.browser, pytest.mark.server]

LIMIT = 50 * 1024
VIOLATED = "window.violated = []; addEventListener('securitypolicyviolation', e => violated.push(e.blockedURI))"


@pytest.fixture(scope="module")
def installed(prepared_demo, tmp_path_factory):
    """The demo under production's settings, its static files compressed as `collectstatic` leaves them."""
    database, scene = prepared_demo
    folder = tmp_path_factory.mktemp("installed")
    shutil.copy(database, folder / "site.sqlite3")
    production = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz" * 2,
        "ALLOWED_HOSTS": "127.0.0.1",
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


def test_public_pages_are_light_alone_and_quiet(installed, browser, record_property):
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

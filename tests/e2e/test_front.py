"""nginx in front, as deploy/ configures it, keeps what is for everybody and nothing that is for somebody."""

import gzip
import http.client
import subprocess
import sys

import pytest

from tests.e2e import installation
from tests.e2e.conftest import PATIENCE, ROOT, Process, free_port
from tests.e2e.faults.visitors import Answer, Visitor, wait_until

pytestmark = pytest.mark.server

WORDS = "Rumah saya di sebelah balai desa."
HIDE = """
import sys
import django
django.setup()
from django.contrib.sessions.backends.db import SessionStore
from decrees.models import Comment
from decrees.services import propose_hiding
from forum.models import User
office = User.objects.get(pk=SessionStore(sys.argv[1])["_auth_user_id"])
comment = Comment.objects.get(text__contains=sys.argv[2])
propose_hiding(comment, reason="personal_data", note="Alamat rumah.", at_once=True, by=office)
"""


class Front:
    """What readers ask: https, by nginx; `kept` is where it keeps pages."""

    def __init__(self, folder, port):
        self.context, self.port, self.kept = installation.trusting(folder), port, folder / "mufakat"

    def ask(self, path, *, cookie="", encoding="gzip"):
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.context, timeout=PATIENCE / 1000)
        try:
            connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": encoding})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def text(self, path, cookie=""):
        answer = self.ask(path, cookie=cookie)
        assert answer.status == 200
        return gzip.decompress(answer.body).decode()

    def keys(self):
        """Of all that is kept."""
        files = [path.read_bytes() for path in self.kept.rglob("*") if path.is_file()]
        return {content.partition(b"\nKEY: ")[2].partition(b"\n")[0].decode() for content in files}


@pytest.fixture
def front(site, running, tmp_path):
    ports = {80: free_port(), 443: free_port(), 8001: site.port, 8002: site.port}
    configured = installation.nginx_files(tmp_path, ports)
    tmp_path.chmod(0o755)
    running(Process("nginx", "-e", tmp_path / "nginx.log", "-c", configured, port=ports[443]))
    return Front(tmp_path, ports[443])


def test_strangers_share_pages_by_language_and_nobody_gets_those_of_somebody_who_is_signed_in(site, front):
    path, member = site.scene["path"], f"sessionid={site.scene['sessions']['bi']}"
    own = front.text(path, member)
    assert "/akun/logout/" in own
    for _ in range(2):
        assert 'lang="id"' in front.text(path)
        assert 'lang="en"' in front.text(path, "django_language=en")
        assert "/akun/logout/" not in front.text(path)
        assert "/akun/logout/" in front.text(path, member)
    assert front.ask(path).headers["X-Request-ID"] != front.ask(path).headers["X-Request-ID"]
    for asked, wanted in [("br", "br"), ("", None), ("1br", None), ("gzip, deflate", "gzip")] * 2:
        assert front.ask(path, encoding=asked).headers["Content-Encoding"] == wanted
    place = f"https localhost:{front.port} {path}"
    kept = front.keys()
    assert {f"{place} id gzip", f"{place} en gzip", f"{place} id br", f"{place} id "} <= kept
    assert not [key for key in kept if not key.startswith(place)]

    for odd in ('django_language="en"', "django_language=en; django_language=id", f"x=1; {member}"):
        front.ask("/notula/", cookie=odd)
    assert "/notula/" not in "".join(front.keys())
    forms = [front.ask("/akun/login/").headers["Set-Cookie"] for _ in range(2)]
    assert all(forms)
    assert forms[0] != forms[1]
    assert front.ask(path).headers["Set-Cookie"] is None
    assert "login" not in "".join(front.keys())


def test_what_is_hidden_is_gone_and_no_old_page_stands_in_for_a_site_that_is_away(site, front):
    path = site.scene["path"]
    assert WORDS not in front.text(path)
    assert Visitor(site, "bi").comment(WORDS).status == 302
    wait_until(lambda: WORDS in front.text(path))
    hiding = [sys.executable, "-c", HIDE, site.scene["sessions"]["office"], WORDS]
    subprocess.run(hiding, cwd=ROOT, env=site.env, check=True)
    wait_until(lambda: WORDS not in front.text(path))
    assert not any(WORDS in front.text(path) for _ in range(5))
    site.kill()
    wait_until(lambda: front.ask(path).status == 503)

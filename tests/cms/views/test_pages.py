"""The doors of the site: signing in, robots, refusals."""

from pathlib import Path

import pytest
from django.urls import reverse

from cms.services.preparing import prepare_site
from decrees.services import close_round
from tests.factories import OrganisationFactory, UserFactory, member_of, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    prepare_site()


def test_editors_sign_in_where_everybody_does(client):
    response = client.get("/admin/", follow=True)
    assert [url.split("?")[0] for url, _ in response.redirect_chain] == ["/admin/login/", reverse("account_login")]
    assert "next=%2Fadmin%2F" in response.redirect_chain[-1][0]


def test_a_member_is_refused_in_the_editors_rooms_and_the_secretariat_is_not(client):
    client.force_login(member_of(OrganisationFactory()))
    assert client.get("/admin/", follow=True).status_code == 403
    client.force_login(secretariat_user())
    assert client.get("/admin/").status_code == 200


def test_refusal_says_why_and_nothing_twice(client):
    version, _round, member = open_draft()
    write = reverse("decrees:comment-add", args=[version.decree_id, 1])
    client.force_login(member_of(OrganisationFactory()))
    refused = client.get(write)
    assert refused.status_code == 403
    assert refused.content.decode().count("Anda tidak berwenang melakukan ini") == 1
    client.force_login(member)
    assert client.get(write).status_code == 200


def test_nobody_signs_up_alone(client):
    response = client.post("/akun/signup/", {"email": "tamu@contoh.id", "password1": "kata-sandi-panjang"})
    assert response.status_code in (200, 403)
    assert not client.session.get("_auth_user_id")


def test_robots_stay_out_of_the_editors_rooms(client):
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in body
    assert "/sitemap.xml" in body


@pytest.mark.parametrize(("path", "policy"), [("/", "script-src 'self';"), ("/admin/", "'unsafe-inline'")])
def test_public_pages_have_the_strict_policy_and_the_editors_rooms_their_own(client, path, policy):
    client.force_login(secretariat_user())
    header = client.get(path)["Content-Security-Policy"] + ";"
    assert policy in header
    assert "http" not in header


def test_site_speaks_indonesian_until_somebody_chooses_english(client):
    page = "/tidak-ada/"
    assert 'lang="id"' in client.get(page, headers={"Accept-Language": "en"}).content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert 'lang="en"' in client.get(page).content.decode()


def test_pictures_are_handed_out_and_the_documents_beside_them_are_not(client, settings):
    for folder in ("images", "documents"):
        path = Path(settings.MEDIA_ROOT) / folder / "satu.png"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"isi")
    assert b"".join(client.get("/media/images/satu.png").streaming_content) == b"isi"
    for path in (
        "documents/satu.png",
        "images/../documents/satu.png",
        "images/%2e%2e/documents/satu.png",
        "images/%00",
    ):
        assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "query", ['"', "'", 'rapat"', "(", "*", "a OR b", "^", "-", "_", "😀", "\\", "a:b", "NEAR(a b)"]
)
def test_search_takes_what_people_type_as_words(client, query):
    for kind in ("", "rapat"):
        assert client.get("/cari/", {"q": query, "jenis": kind, "page": "9" * 30}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/rancangan/{}/versi/", "/notula/{}/unduh/pdf/", "/undangan/{}/acara.ics", "/rancangan/1/versi/{}/"]
)
def test_number_too_long_for_a_database_is_not_found(client, path):
    assert client.get(path.format("9" * 26)).status_code == 404
    assert client.get(path.format("9" * 18)).status_code == 404


def test_home_shows_a_draft_in_consultation_with_the_days_left_and_not_after_the_round(client):
    version, round_, _ = open_draft(title="Tim Kemitraan")
    body = client.get("/").content.decode()
    assert "Tim Kemitraan" in body
    assert f"<b>{round_.days_left}</b>" in body
    close_round(round_, by=secretariat_user())
    assert version.decree.title not in client.get("/").content.decode()


def test_what_somebody_signed_in_sees_is_for_no_shared_cache(client):
    assert "Cache-Control" not in client.get("/")
    client.force_login(UserFactory())
    assert client.get("/")["Cache-Control"] == "private"

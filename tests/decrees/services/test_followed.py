"""A draft is followed by mail, without a login: begun by a link, told once a day, by what everybody may read."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from decrees import services
from decrees.models import DecreePage
from forum import clock
from forum import services as forum_services
from search.models import SavedSearch
from search.services.saved import tell_all
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    SectorFactory,
    commented,
    invitation_page,
    open_draft,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
ASKED = {"email": "Warga@Desa.example", "consent": "on"}


@pytest.fixture
def begin(django_capture_on_commit_callbacks):
    """Somebody asks for it and uses the link from the mail."""

    def begin(url):
        with django_capture_on_commit_callbacks(execute=True):
            answer = as_().post(url, ASKED)
        link = re.search(r"https?://[^/]+(/cari/ikuti/\S+)", mail.outbox[-1].body)[1]
        return answer, as_().post(link)

    return begin


def told():
    """The mail of another day."""
    SavedSearch.objects.update(told_on=None)
    mail.outbox.clear()
    tell_all()
    return [message.body for message in mail.outbox if message.to == ["warga@desa.example"]]


def test_draft_is_told_from_the_link_on_with_answers_and_invitations_and_nothing_twice(begin):
    version, _round, member = open_draft()
    decree, desk = version.decree, secretariat_user()
    answer, begun = begin(reverse("search:follow-draft", args=[decree.pk]))
    assert (answer.status_code, begun.status_code) == (302, 200)
    assert told() == []  # what was before the link is known
    services.answer_comment(commented(version, member), disposition="noted", reason="Dicatat.", by=desk)
    hidden = commented(version, member, audience="members", text="Rahasia")
    services.answer_comment(hidden, disposition="noted", reason="Jawaban rahasia.", by=desk)
    invitation = invitation_page(subject=decree, title="Undangan membahas", is_open=True, live=False)
    forum_services.publish_page(invitation, by=desk)
    [body] = told()
    assert decree.title in body
    assert "Undangan membahas" in body
    assert "(2×)" not in body
    assert "ahasia" not in body
    assert told() == []
    services.close_round(decree.rounds.get(), by=desk)
    [body] = told()
    assert "menutup putaran" in body


def test_draft_that_is_not_for_everybody_cannot_be_followed_nor_is_it_told(begin):
    version, round_, _member = open_draft()
    url = reverse("search:follow-draft", args=[version.decree_id])
    assert as_().head(url).status_code == 200
    begin(url)
    DecreePage.objects.filter(pk=version.decree_id).update(reading="invited")
    services.close_round(round_, by=secretariat_user())
    assert told() == []
    assert as_().get(url).status_code == 404
    assert as_(secretariat_user()).get(url).status_code == 404


def test_sector_is_told_what_its_organisations_said_and_what_became_of_it(begin):
    version, _round, member = open_draft()
    own = member.person.memberships.get().organisation
    other = OrganisationFactory(sector=SectorFactory(slug="lain"))
    for sector in (own.sector, other.sector):
        begin(reverse("search:follow-sector", args=[sector.pk]))
    comment = commented(version, member, proposed="Rumusan lain.")
    services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=secretariat_user())
    commented(version, member, audience="members", text="Rahasia")
    [body] = told()
    kinds = ("Usulan rumusan untuk ", "Jawaban tentang ", "Komentar pada ")
    assert [body.count(kind) for kind in kinds] == [1, 1, 0]
    assert str(own.sector) in body
    assert str(other.sector) not in body
    assert told() == []
    assert as_().get(reverse("search:follow-sector", args=[0])).status_code == 404


def test_one_kind_of_comments_is_told_with_what_became_of_them_and_no_other_kind(begin):
    version, _round, member = open_draft()
    url = reverse("search:follow-tag", args=[version.decree_id, "legal"])
    begin(url)
    legal = commented(version, member, tag="legal", text="Dasar hukumnya kurang.")
    other = commented(version, member, tag="wording", text="Salah ketik.")
    commented(version, member, tag="legal", audience="members", text="Rahasia")
    for comment in (legal, other):
        services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=secretariat_user())
    [body] = told()
    assert [body.count(kind) for kind in ("Komentar pada ", "Jawaban tentang ")] == [1, 1]
    assert f"{version.decree.title}: tanggapan tentang hukum" in body
    assert ("ahasia" in body, "kurang" in body, "ketik" in body) == (False, False, False)
    assert told() == []
    back = as_().get(SavedSearch.objects.get().about and url).content.decode()
    assert "perihal=legal" in back
    assert as_().get(reverse("search:follow-tag", args=[version.decree_id, "weather"])).status_code == 404
    DecreePage.objects.filter(pk=version.decree_id).update(reading="invited")
    assert as_().get(url).status_code == 404
    services.answer_comment(legal, disposition="accepted", reason="Diterima.", by=secretariat_user())
    assert told() == []


def test_one_press_ends_it_and_an_address_in_error_keeps_the_form(begin):
    version, _round, _member = open_draft()
    url = reverse("search:follow-draft", args=[version.decree_id])
    page = as_().post(url, {"email": "bukan alamat", "consent": "on"})
    assert page.status_code == 422
    assert b"bukan alamat" in page.content
    assert version.decree.title in page.content.decode()
    begin(url)
    saved = SavedSearch.objects.get()
    assert saved.kept_until > clock.today()
    assert version.decree.title in as_().get(reverse("search:saved", args=[saved.token])).content.decode()
    as_().post(reverse("search:saved-all", args=[saved.owner_token]))
    assert not SavedSearch.objects.exists()

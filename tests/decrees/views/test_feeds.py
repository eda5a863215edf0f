"""The feed of an organisation: what it said and proposed, what became of it, and nothing that is not for everybody."""

import pytest
from django.urls import reverse
from lxml import etree

from decrees import services
from decrees.models import DecreePage
from search.index import rebuild
from tests.clients import as_
from tests.factories import OrganisationFactory, commented, minutes_page, open_draft, secretariat_user
from tests.factories.minutes import said

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def scene():
    """(version, somebody of BI, BI, the secretariat)"""
    version, _round, member = open_draft()
    return version, member, member.person.memberships.get().organisation, secretariat_user()


def address(organisation):
    return reverse("decrees:organisation-feed", args=[organisation.pk])


def entries(organisation, user=None):
    answer = as_(user).get(address(organisation))
    feed = etree.fromstring(answer.content)
    return [(one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}summary")) for one in feed.iter(f"{ATOM}entry")]


def test_it_tells_what_was_said_proposed_answered_and_objected_newest_first(scene):
    version, member, bi, desk = scene
    commented(version, member)
    proposed = commented(version, member, proposed="Rumusan lain.")
    answer = services.answer_comment(proposed, disposition="not_accepted", reason="Sebabnya.", by=desk)
    services.react_to_answer(answer, stance="objects", reason="Belum terjawab.", by=member)
    told = entries(bi)
    assert [title.partition(" diktum")[0] for title, _about in told] == [
        "Tentang jawaban atas",
        "Jawaban tentang",
        "Usulan rumusan untuk",
        "Komentar pada",
    ]
    assert told[1][1].startswith("tidak diterima, ")
    assert entries(OrganisationFactory()) == []


def test_it_has_what_everybody_may_read_whoever_asks(scene):
    version, member, bi, desk = scene
    commented(version, member, text="Rahasia peserta", audience="members")
    commented(version, member, text="Rahasia BI", audience=f"organisation:{bi.pk}")
    assert entries(bi) == entries(bi, member) == entries(bi, desk) == []
    commented(version, member)
    assert len(entries(bi)) == 1
    DecreePage.objects.filter(pk=version.decree_id).update(reading="invited")
    assert entries(bi, member) == []


def test_it_has_the_minutes_with_words_of_it_once_they_are_published(scene):
    _version, _member, bi, _desk = scene
    for title, state in (("Notula rapat", "published"), ("Notula rahasia", "approved")):
        minutes_page(discussion=[said("Kami setuju.", bi)], title=title, state=state)
    rebuild()
    assert [title for title, _about in entries(bi)] == ["Pernyataan dalam notula: Notula rapat"]
    assert entries(OrganisationFactory()) == []


def test_its_page_leads_to_it_and_an_organisation_that_is_another_has_none(scene):
    _version, _member, bi, _desk = scene
    page = as_().get(reverse("forum:organisation", args=[bi.slug])).content.decode()
    assert page.count(f'href="{address(bi)}"') == 2
    assert '<link rel="alternate" type="application/atom+xml" href="/organisasi/' in page
    double = OrganisationFactory(merged_into=bi)
    assert as_().get(address(double)).status_code == 404

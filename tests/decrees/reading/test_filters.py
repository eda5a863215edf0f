"""The filter beside the text: what it keeps, what the page then hides, and the view of one clause."""

import re

import pytest
from django.http import QueryDict
from django.urls import reverse

from decrees import services
from decrees.reading.filters import Wanted
from decrees.text import title_of
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    SectorFactory,
    circulated,
    commented,
    member_of,
    open_draft,
    opened,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd():
    """Comments of BI (NGO) and Hukum (government): (version, somebody of BI, {name: comment})."""
    ngo, government = SectorFactory(slug="ngo"), SectorFactory(slug="government")
    bi = member_of(OrganisationFactory(short_name="BI", slug="bi", sector=ngo))
    hukum = member_of(OrganisationFactory(short_name="Hukum", slug="hukum", sector=government))
    version = circulated()
    opened(version, *[one.person.memberships.get().organisation for one in (bi, hukum)])
    comments = {
        "waiting": commented(version, bi, start=10, end=13, tag="legal"),
        "accepted": commented(version, bi),
        "noted": commented(version, hukum, clause="rec-a", tag="wording"),
    }
    for disposition in ("accepted", "noted"):
        services.answer_comment(comments[disposition], disposition=disposition, reason="Ya.", by=secretariat_user())
    return version, bi, comments


def shown(html, comments):
    cards = re.findall(r'<article class="comment[^>]*data-comment="(\d+)"[^>]*>', html)
    hidden = re.findall(r'<article class="comment[^>]*data-comment="(\d+)"[^>]* hidden>', html)
    names = {str(comment.pk): name for name, comment in comments.items()}
    return {names[pk] for pk in cards if pk in names and pk not in hidden}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"waiting", "accepted", "noted"}),
        ("organisasi=bi", {"waiting", "accepted"}),
        ("organisasi=sektor:government", {"noted"}),
        ("organisasi=saya", {"waiting", "accepted"}),
        ("organisasi=nowhere", set()),
        ("keadaan=belum", {"waiting"}),
        ("keadaan=terjawab", {"accepted", "noted"}),
        ("keadaan=accepted", {"accepted"}),
        ("jenis=legal", {"waiting"}),
        ("organisasi=bi&keadaan=terjawab", {"accepted"}),
        ("jenis=legal&keadaan=terjawab", set()),
    ],
)
def test_page_hides_what_was_not_asked_for(crowd, query, expected):
    version, bi, comments = crowd
    html = as_(bi).get(f"{version.decree.url}?{query}").content.decode()
    assert shown(html, comments) == expected
    assert shown(as_(bi).get(f"{version.get_absolute_url()}?{query}").content.decode(), comments) == expected
    mark = f'<mark class="passage" data-comment-ids="{comments["waiting"].pk}">'
    assert (mark in html) == ("waiting" in expected)


def test_nobody_has_own_comments_without_an_organisation(crowd):
    version, _, comments = crowd
    html = as_().get(f"{version.decree.url}?organisasi=saya").content.decode()
    assert shown(html, comments) == set()
    assert 'value="saya"' not in html
    assert 'data-own=""' in html
    assert 'data-organisations=""' in html


def test_filter_offers_only_organisations_whose_comments_the_reader_sees(crowd):
    version, bi, _ = crowd
    other = OrganisationFactory(slug="rahasia", name="Lembaga Rahasia", short_name="Rahasia")
    round_ = version.decree.open_round()
    services.change_grants(
        round_,
        grants={one: {"comment_on_draft"} for one in (other, bi.person.memberships.get().organisation)},
        by=secretariat_user(),
    )
    commented(version, member_of(other), audience="secretariat")
    assert 'value="rahasia"' not in as_(bi).get(version.decree.url).content.decode()
    assert 'value="rahasia"' in as_(secretariat_user()).get(version.decree.url).content.decode()


def test_what_was_asked_for_stays_chosen_and_counted(crowd):
    version, *_ = crowd
    answer = as_().get(f"{version.decree.url}?keadaan=terjawab&jenis=wording")
    html = answer.content.decode()
    assert '<option value="terjawab" selected>' in html
    assert '<option value="wording" selected>' in html
    assert answer.context["reading"].shown_count == 1
    assert not Wanted.of(QueryDict(""))
    assert Wanted.of(QueryDict("jenis=legal"))


# --- one clause


def clause_url(version, number):
    return reverse("decrees:clause-detail", args=[version.decree_id, version.number, number])


def test_clauses_follow_each_other_in_the_order_of_the_page():
    version, _, member = open_draft()
    comment = commented(version, member, clause="row-2", start=8, end=13)
    seen, url = [], clause_url(version, 1)
    while url:
        answer = as_().get(url)
        html = answer.content.decode()
        assert len(html.encode()) < 20_000
        seen.append(answer.context["place"].clause.id)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        url = following and following.group(1)
    assert seen == ["rec-a", "rec-b", "cit-1", "dik-1", "dik-2", "poi-a", "poi-b", *seen[7:]]
    assert {"ann-1", "ros-1", "row-1", "row-2", "ite-a"} <= set(seen)
    row = as_().get(clause_url(version, seen.index("row-2") + 1)).content.decode()
    assert f'<mark class="passage" data-comment-ids="{comment.pk}">IDFoS</mark>' in row
    assert f'id="komentar-{comment.pk}"' in row
    assert "<script" not in row
    answers = {
        place: as_().get(clause_url(version, 1).replace("/butir/1/", f"/butir/{place}/"))
        for place in (0, len(seen) + 1)
    }
    assert [answer.status_code for answer in answers.values()] == [200, 404]
    assert answers[0].context["place"].clause == title_of(version.document)


def test_clause_takes_a_comment_from_those_who_may_and_brings_them_back():
    version, _, member = open_draft()
    assert as_().get(clause_url(version, 4)).context["form"] is None
    client = as_(member)
    form = client.get(clause_url(version, 4))
    action = re.search(r'<form class="comment-form[^>]* action="([^"]+)"', form.content.decode()).group(1)
    fields = {field.name: field.value() or "" for field in form.context["form"]}
    assert fields["clause"] == "dik-1"
    assert client.post(action, fields).status_code == 422
    sent = client.post(action, {**fields, "text": "Siapa?"})
    assert re.fullmatch(rf"{clause_url(version, 4)}#komentar-\d+", sent["Location"])
    assert "Siapa?" in client.get(clause_url(version, 4)).content.decode()
    assert "Siapa?" not in client.get(clause_url(version, 5)).content.decode()


def test_clause_is_seen_by_those_who_see_the_version():
    version, _, member = open_draft(reading="invited")
    assert as_(member).get(clause_url(version, 1)).status_code == 200
    for stranger in (None, member_of(OrganisationFactory())):
        assert as_(stranger).get(clause_url(version, 1)).status_code == 404

"""Each comment and each answer has a page of its own title, for who is sent its address and for who cites it."""

import pytest
from django.urls import reverse

from decrees import services
from tests.clients import as_
from tests.factories import OrganisationFactory, commented, member_of, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """(version, a comment with its answer, its author)"""
    version, _round, member = open_draft()
    comment = commented(version, member, text="Mohon diperjelas.")
    services.answer_comment(comment, disposition="accepted", reason="Kami perjelas.", by=secretariat_user())
    return version, comment, member


def address(name, comment):
    return reverse(f"decrees:{name}", args=[comment.version.decree_id, comment.pk])


def get(name, comment, user=None):
    return as_(user).get(address(name, comment)).content.decode()


def test_title_description_and_citation_name_the_comment_and_its_answer(scene):
    version, comment, _member = scene
    heading, html = f"Komentar BI pada {comment.clause_label}", get("comment-detail", comment)
    assert f"<title>{heading} – {version.decree.title}" in html
    assert f'<meta property="og:title" content="{heading}: {version.decree.title}">' in html
    assert 'content="Diterima. Mohon diperjelas"' in html
    assert f"<q>{heading}: {version.decree.title}" in html
    assert f"http://localhost:8000{address('comment-detail', comment)}</q>" in html
    assert f'href="{address("answer-detail", comment)}"' in html
    answer = get("answer-detail", comment)
    assert f"<h1>Jawaban atas komentar BI pada {comment.clause_label}</h1>" in answer
    assert 'content="Diterima. Kami perjelas"' in answer
    assert {"Mohon diperjelas." in html, "Kami perjelas." in html, "Mohon diperjelas." in answer} == {True}


def test_what_was_not_said_to_everybody_has_a_page_for_who_may_read_it_and_no_description(scene):
    version, _comment, member = scene
    secret = commented(version, member, text="Hanya peserta.", audience="members")
    services.answer_comment(secret, disposition="noted", reason="Jawaban rahasia.", by=secretariat_user())
    stranger = member_of(OrganisationFactory())
    for name in ("comment-detail", "answer-detail"):
        assert [as_(user).get(address(name, secret)).status_code for user in (None, stranger, member)] == [
            404,
            404,
            200,
        ]
        html = get(name, secret, member)
        assert ("og:title" in html, 'name="robots" content="noindex"' in html, "Hanya peserta." in html) == (
            False,
            True,
            True,
        )


def test_reply_stands_in_its_thread_and_an_answer_that_is_not_given_has_no_page(scene):
    version, comment, member = scene
    reply = commented(version, member, parent=comment, clause="", text="Terima kasih.")
    html = get("comment-detail", reply)
    assert "<h1>Balasan BI pada" in html
    assert "Mohon diperjelas." in html
    assert as_().get(address("answer-detail", reply)).status_code == 404


def test_register_and_decisions_lead_to_it(scene):
    version, comment, _member = scene
    html = as_().get(reverse("decrees:register", args=[version.decree_id])).content.decode()
    assert html.count(f'href="{address("comment-detail", comment)}"') == 2
    assert "#komentar-" not in html

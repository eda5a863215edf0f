"""Forms of their own page show what they are about: to whom, and how much."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from decrees import services
from decrees.permissions import DecreePermission
from decrees.reading.sources import changes_of
from tests.clients import as_
from tests.factories import OrganisationFactory, commented, member_of, secretariat_user
from tests.factories.decrees import WRITING, next_version

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}
QUOTED = '<mark class="passage" data-comment-ids="passage">Tim</mark> Open Government.'
TOMORROW = datetime.timedelta(days=1)


def url(name, comment):
    return reverse(f"decrees:{name}", args=[comment.version.decree_id, comment.pk])


def above(page):
    return page.content.decode().partition("comment-form")[0]


@pytest.fixture
def answering(two, staff):
    """BI's proposal with a reply by KPI, and people of two organisations that may answer: (comment, one, other)."""
    version, round_, bi, kpi = two
    legal, planning = OrganisationFactory(short_name="Hukum"), OrganisationFactory(short_name="Bappeda")
    organisations = {person.person.memberships.get().organisation: WRITING for person in (bi, kpi)}
    grants = organisations | {key: {DecreePermission.ANSWER} for key in [legal, planning]}
    services.change_grants(round_, grants=grants, by=staff)
    comment = commented(version, bi, start=10, end=13, proposed="Dewan", tag="legal")
    services.add_comment(
        version.decree, version=version, clause="dik-1", parent=comment, text="Kami setuju dengan BI.", by=kpi
    )
    services.assign_comments([comment], organisation=legal, due=timezone.localdate() + TOMORROW, by=staff)
    return comment, member_of(legal), member_of(planning)


def test_who_answers_sees_passage_comment_proposal_and_replies(answering):
    comment, officer, _ = answering
    shown = above(as_(officer).get(url("comment-answer", comment)))
    for words in (QUOTED, "Mohon diperjelas.", "<ins>", "Dewan", "Kami setuju dengan BI.", comment.office):
        assert words in shown
    # Beside its card the form is alone.
    assert "about-clause" not in as_(officer).get(url("comment-answer", comment), headers=FETCH).content.decode()


def test_until_when_is_said_to_those_who_are_to_answer_and_to_the_secretariat(answering, staff):
    comment, officer, other = answering
    answer = url("comment-answer", comment)
    notes = [as_(user).get(answer).context["note"] for user in (officer, staff, other)]
    assert ["Hukum" in note for note in notes] == [True, True, False]
    comment.assignment.due = timezone.localdate() - TOMORROW
    comment.assignment.save()
    late = as_(officer).get(answer, headers=FETCH).context["note"]
    assert late not in notes
    assert "Hukum" in late
    services.answer_comment(comment, disposition="noted", reason="Dicatat.", by=officer)
    assert as_(officer).get(answer).context["note"] == ""


def test_what_one_may_not_read_stands_above_no_form(answering, two, staff):
    version, _, bi, kpi = two
    _, officer, _ = answering
    comment = commented(version, bi, text="Rahasia.", audience="secretariat")
    assert as_(officer).get(url("comment-answer", comment)).status_code == 404
    assert as_(kpi).get(url("comment-reply", comment)).status_code == 404
    assert "Rahasia." in above(as_(staff).get(url("comment-answer", comment)))


def test_who_reacts_sees_the_comment_the_answer_and_the_change(draft, staff):
    version, member = draft
    comment = commented(version, member, text="Sebut daerahnya.", start=10, end=13)
    services.answer_comment(comment, disposition="partly", reason="Kami tambahkan.", by=staff)
    new = next_version(version, by=staff, dik_1="Membentuk Tim Open Government Daerah.")
    hunk = next(told.hunk.id for told in changes_of(new))
    services.attribute_change(new, hunk=hunk, comments=[comment], by=staff)
    shown = above(as_(member).get(url("answer-react", comment)))
    for words in (QUOTED, "Sebut daerahnya.", 'data-value="partly"', "Kami tambahkan.", f"#h-{hunk}"):
        assert words in shown
    assert as_(member_of(OrganisationFactory())).get(url("answer-react", comment)).status_code == 403


def test_secretariat_answers_with_the_clause_before_it(answering):
    comment, _, _ = answering
    admin = reverse("decrees_admin:answer", args=[comment.version.decree_id, comment.pk])
    assert QUOTED in as_(secretariat_user()).get(admin).content.decode()

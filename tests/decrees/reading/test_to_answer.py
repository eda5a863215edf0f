"""What an organisation is to answer: on its own page, and as a number on the way there."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from decrees import services
from decrees.models import Assignment
from decrees.permissions import DecreePermission
from decrees.register.organisation.mine import mine
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, opened
from tests.factories.decrees import WRITING

pytestmark = pytest.mark.django_db


def day(n):
    return timezone.localdate() + datetime.timedelta(days=n)


class Scene:
    """BI comments; Hukum and KPI may answer, each is asked for some answers."""

    def __init__(self, staff):
        self.staff = staff
        self.bi, self.hukum, self.kpi = (OrganisationFactory(short_name=name) for name in ("BI", "Hukum", "KPI"))
        self.version = circulated(by=staff)
        answering = {DecreePermission.ANSWER}
        grants = {self.bi: WRITING, self.hukum: answering, self.kpi: {*answering, *WRITING}}
        self.round = opened(self.version, grants=grants, by=staff)
        self.member, self.officer, self.other = (member_of(one) for one in (self.bi, self.hukum, self.kpi))

    def assigned(self, text, due, *, to=None, **fields):
        comment = commented(self.version, self.member, text=text, **fields)
        services.assign_comments([comment], organisation=to or self.hukum, due=day(max(due, 0)), by=self.staff)
        Assignment.objects.filter(comment=comment).update(due=day(due))
        return comment

    def page(self, user):
        return as_(user).get(reverse("decrees:for-me", args=[self.version.decree_id])).content.decode()

    def asked(self, user):
        return [[asked.row.comment.text for asked in one.asked] for one in mine(self.version.decree, user)]

    def tab(self, user):
        """The number at 'For your organisation'."""
        html = as_(user).get(self.version.decree.url).content.decode()
        found = re.search(r'untuk-saya/">[^<]*(?:<b class="count">(\d+))?', html)
        return found and found.group(1)


@pytest.fixture
def scene(staff):
    return Scene(staff)


def test_own_page_lists_what_is_to_be_answered_the_late_first(scene):
    later, late = scene.assigned("Nanti.", 5), scene.assigned("Terlambat.", -2, clause="rec-a", proposed="bahwa lain;")
    scene.assigned("Untuk KPI.", 1, to=scene.kpi)
    assert [scene.asked(user) for user in (scene.officer, scene.other, scene.member)] == [
        [["Terlambat.", "Nanti."]], [["Untuk KPI."]], [[]],
    ]  # fmt: skip
    page = scene.page(scene.officer)
    late_row, _, rest = page.partition("Terlambat.")
    assert 'data-tone="bad"' in late_row
    assert 'data-tone="bad"' not in rest
    for comment in (late, later):
        assert reverse("decrees:comment-answer", args=[scene.version.decree_id, comment.pk]) in page
    assert "Untuk KPI." not in page
    assert [scene.tab(user) for user in (scene.officer, scene.other, scene.member)] == ["2", "1", None]


def test_answered_or_given_to_others_is_not_listed_any_more(scene):
    done, moved = scene.assigned("Satu.", 1), scene.assigned("Dua.", 2)
    services.answer_comment(done, disposition="noted", reason="Dicatat.", by=scene.officer)
    services.assign_comments([moved], organisation=scene.kpi, due=day(3), by=scene.staff)
    assert [scene.asked(user) for user in (scene.officer, scene.other)] == [[[]], [["Dua."]]]
    assert scene.tab(scene.officer) is None


def test_what_one_may_not_read_or_answer_is_not_offered(scene):
    hidden = scene.assigned("Antarpeserta.", 1, audience="members")
    answer = reverse("decrees:comment-answer", args=[scene.version.decree_id, hidden.pk])
    assert answer in scene.page(scene.officer)
    assert "Antarpeserta." not in scene.page(member_of(OrganisationFactory()))
    services.change_grants(
        scene.round, grants={scene.bi: WRITING, scene.hukum: {DecreePermission.VIEW_DRAFT}}, by=scene.staff
    )
    assert answer not in scene.page(scene.officer)
    assert "Antarpeserta." in scene.page(scene.officer)
    services.change_grants(scene.round, grants={scene.bi: WRITING}, by=scene.staff)
    assert "Antarpeserta." not in scene.page(scene.officer)
    assert scene.tab(scene.officer) is None


def test_queries_do_not_grow_with_what_is_to_be_answered(scene, django_assert_num_queries):
    scene.assigned("Satu.", 1, proposed="Dewan", start=10, end=13)
    client = as_(scene.officer)
    own = reverse("decrees:for-me", args=[scene.version.decree_id])
    client.get(own)
    with django_assert_num_queries(26):
        client.get(own)
    for n in range(8):
        scene.assigned(f"Lagi {n}.", n - 4, proposed="Dewan", start=10, end=13)
    with django_assert_num_queries(26):
        client.get(own)

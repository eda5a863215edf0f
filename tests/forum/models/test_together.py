"""Questions that are asked in one statement: answered as alone, given out once, forgotten when something is written."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from forum import clock
from forum.models import MeetingPage, Organisation
from forum.models.memory import Prepared, ask, ask_ahead, remembering
from forum.models.querysets import Listed
from tests.factories import OrganisationFactory, meeting_page, member_of

pytestmark = pytest.mark.django_db

by_name = Prepared(lambda sector: Organisation.objects.filter(sector=sector).select_related("sector").order_by("-name"))
names_of = Prepared(
    lambda sector: Organisation.objects.filter(sector=sector).order_by("name").values_list("name", flat=True)
)
coming = Prepared(lambda now: MeetingPage.objects.filter(starts_at__gt=now).order_by("starts_at"))
last = Prepared(lambda: Organisation.objects.order_by("-pk").values_list("pk", "name")[:1])
shown = Listed(lambda user: MeetingPage.objects.visible_to(user).order_by("-starts_at"))


@pytest.fixture
def sector():
    organisations = [OrganisationFactory(name=name) for name in ("C 100%", "A", "B")]
    sector = organisations[0].sector
    Organisation.objects.update(sector=sector)
    for days in (3, 1, 2):
        meeting_page(starts_at=clock.now() + datetime.timedelta(days=days), host=organisations[0])
    return sector


def test_each_is_answered_as_it_would_be_alone_in_its_own_order(sector, django_assert_num_queries):
    now = clock.now()
    asked = [by_name.of(sector.pk), names_of.of(sector.pk), names_of.of(0), coming.of(now), last.of()]
    alone = [one.question(*one.values) for one in asked]
    with django_assert_num_queries(1):
        together = ask(*asked)
    assert together == alone
    assert [one.name for one in together[0]] == ["C 100%", "B", "A"]
    assert [one.sector.name for one in together[0]] == [sector.name] * 3
    first = together[3][0]
    fields = [field.attname for field in MeetingPage._meta.concrete_fields]
    assert {name: getattr(first, name) for name in fields} == {name: getattr(alone[3][0], name) for name in fields}


def test_an_answer_asked_ahead_is_given_out_once_and_to_the_same_question_alone(sector, django_assert_num_queries):
    with remembering():
        with django_assert_num_queries(1):
            ask_ahead(names_of.of(sector.pk), last.of(), None)
        with django_assert_num_queries(0):
            assert names_of(sector.pk) == ["A", "B", "C 100%"]
        with django_assert_num_queries(2):
            assert names_of(sector.pk) == ["A", "B", "C 100%"]
            assert names_of(0) == []


def test_what_was_written_meanwhile_is_seen(sector):
    with remembering():
        ask_ahead(names_of.of(sector.pk), last.of())
        OrganisationFactory(name="D", sector=sector)
        assert names_of(sector.pk) == ["A", "B", "C 100%", "D"]


def test_nothing_is_asked_ahead_where_nothing_is_remembered(sector, django_assert_num_queries):
    with django_assert_num_queries(0):
        ask_ahead(names_of.of(sector.pk), last.of())


def test_a_list_is_asked_ahead_for_who_is_not_signed_in_and_never_for_another(sector, django_assert_num_queries):
    member = member_of(Organisation.objects.first())
    assert shown.of(member) is None
    with remembering():
        ask_ahead(shown.of(AnonymousUser()), last.of())
        with django_assert_num_queries(0):
            public = shown(AnonymousUser())
        with django_assert_num_queries(1):
            last()
            last()
    assert public == list(MeetingPage.objects.order_by("-starts_at"))


def test_what_is_in_the_order_of_something_else_is_refused():
    odd = Prepared(lambda: Organisation.objects.order_by("sector__name").values_list("name", flat=True).distinct())
    with pytest.raises(TypeError, match="not asked for"):
        odd()

"""Questions whose SQL is written once: asked anew each time, on the day and for the person of this time."""

import datetime
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.db.transaction import TransactionManagementError
from wagtail.models import PageViewRestriction

from forum import clock
from forum.models import MeetingPage, Organisation
from forum.models.access import is_secretariat
from forum.models.memory import Prepared
from forum.models.querysets import Listed
from tests.factories import OrganisationFactory, meeting_page, member_of, secretariat_user

pytestmark = pytest.mark.django_db


def called(name):
    return Organisation.objects.filter(name=name).select_related("sector")


ask = Prepared(called)


def test_it_answers_as_the_query_set_would_with_one_query(django_assert_num_queries):
    for name in ("BI", "KPI"):
        OrganisationFactory(name=name)
    for name in ("BI", "KPI", "LSM"):
        expected = [(one.pk, one.name, one.sector.slug) for one in called(name)]
        with django_assert_num_queries(1):
            assert [(one.pk, one.name, one.sector.slug) for one in ask(name)] == expected


def test_no_answer_is_kept():
    assert ask("BI") == []
    bi = OrganisationFactory(name="BI")
    assert ask("BI") == [bi]
    Organisation.objects.filter(pk=bi.pk).update(name="Lain")
    assert ask("BI") == []


def test_missing_value_and_one_too_many_are_refused():
    for values in ((), ("BI", "KPI")):
        with pytest.raises(ValueError, match="zip"):
            ask(*values)


def test_an_hour_is_given_as_the_column_holds_it():
    meeting = meeting_page(starts_at=clock.now() + datetime.timedelta(hours=1))
    later = Prepared(lambda hour: MeetingPage.objects.filter(starts_at__gt=hour))
    assert later(clock.now()) == [meeting]
    assert later(meeting.starts_at) == []


def test_a_day_that_is_not_given_is_refused():
    frozen = Prepared(lambda: MeetingPage.objects.filter(starts_at__gt=clock.now()))
    with pytest.raises(TypeError, match="for ever"):
        frozen()


def test_threads_that_ask_at_once_get_each_their_own_answer():
    named = Prepared(lambda name: Permission.objects.filter(codename=name).values_list("codename", flat=True))
    names = list(Permission.objects.values_list("codename", flat=True).distinct()[:8])

    def often(name):
        try:
            return {one for _n in range(50) for one in named(name)}
        finally:
            connection.close()

    with ThreadPoolExecutor(len(names)) as threads:
        assert list(threads.map(often, names)) == [{name} for name in names]


def kept_by_server():
    """The statements that are prepared on this connection, which PostgreSQL alone tells."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def test_postgresql_keeps_the_statement_and_not_the_answer():
    sector_of = Prepared(lambda name: Organisation.objects.filter(name=name).values_list("sector", flat=True))
    for name in ("BI", "KPI", "LSM"):
        assert sector_of(name) == []
        organisation = OrganisationFactory(name=name)
        assert sector_of(name) == [organisation.sector_id]
    if connection.vendor == "postgresql":
        assert kept_by_server().count(sector_of._written.query.sql.replace("%s", "$1")) == 1


def test_a_lock_is_taken_inside_a_transaction_only():
    locked = Prepared(lambda: Organisation.objects.select_for_update())
    organisation = OrganisationFactory()
    assert locked() == [organisation]
    connection.in_atomic_block = False
    try:
        with pytest.raises(TransactionManagementError):
            locked()
    finally:
        connection.in_atomic_block = True


def test_nothing_that_is_written_once_holds_a_day():
    """Else the day on which a process began would decide until it ends."""
    is_secretariat(secretariat_user())
    prepared = [one for one in gc.get_objects() if type(one) is Prepared and one.ask.__module__ != __name__]
    assert len(prepared) > 5

    def written():
        queries = [Prepared(one.ask, one.names)._written.query for one in prepared]
        return [(query.sql, [getattr(one, "name", one) for one in query.parameters]) for query in queries]

    with clock.moved_to(clock.now() - datetime.timedelta(days=40)):
        before = written()
    assert written() == before


# --- lists for readers


listed = Listed(lambda user: MeetingPage.objects.visible_to(user))


def closed(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_list_follows_the_privacy_of_pages_at_once():
    first, second = meeting_page(), meeting_page()
    stranger, member = AnonymousUser(), member_of(OrganisationFactory())
    assert set(listed(stranger)) == {first, second}
    restriction = closed(first)
    assert set(listed(stranger)) == {second}
    assert set(listed(member)) == {first, second}
    restriction.delete()
    assert set(listed(stranger)) == {first, second}


def test_a_list_is_written_once_for_strangers_and_does_not_grow_with_the_states_of_privacy():
    asked = []

    def ask(user):
        asked.append(user)
        return MeetingPage.objects.visible_to(user)

    counted = Listed(ask)
    for _n in range(3):
        counted(AnonymousUser())
    assert len(asked) == 1
    for _n in range(Listed.MOST + 1):
        closed(meeting_page())
        counted(AnonymousUser())
    assert len(counted.written) <= Listed.MOST

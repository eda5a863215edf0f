"""Questions whose SQL is written once: asked anew each time, on the day and for the person of this time."""

import datetime
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Permission
from django.db import connection

from forum import clock
from forum.models import Organisation
from forum.models.access import is_secretariat
from forum.models.memory import Prepared
from tests.factories import OrganisationFactory, secretariat_user

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


def test_nothing_that_is_written_once_holds_a_day():
    """Else the day on which a process began would decide until it ends."""
    is_secretariat(secretariat_user())
    prepared = [one for one in gc.get_objects() if type(one) is Prepared and one.ask.__module__ != __name__]
    assert len(prepared) > 5

    def written():
        queries = [Prepared(one.ask)._written.query for one in prepared]
        return [(query.sql, [getattr(one, "name", one) for one in query.parameters]) for query in queries]

    with clock.moved_to(clock.now() - datetime.timedelta(days=40)):
        before = written()
    assert written() == before

"""What a request remembers about rights, and when it forgets."""

import contextlib
import contextvars
import threading

import pytest
from django.db import connection, transaction

from forum import events, ledger
from forum.models import Organisation, User
from forum.models.memory import remembered, remembering
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


class Question:
    """Counts how often it is asked."""

    def __init__(self):
        self.times = 0

    def __call__(self, key="rights"):
        return remembered(key, self.ask)

    def ask(self):
        self.times += 1
        return self.times


@pytest.fixture
def question():
    return Question()


def test_a_question_is_asked_once_for_each_key(question):
    with remembering():
        assert [question(("rights", n)) for n in (1, 2, 1, 2)] == [1, 2, 1, 2]


def test_no_is_remembered_like_any_other_answer():
    asked = []
    with remembering():
        assert [remembered("rights", lambda: asked.append(1)) for _n in range(2)] == [None, None]
    assert asked == [1]


def test_nothing_is_remembered_outside_a_request_or_from_one_to_the_next(question):
    assert (question(), question()) == (1, 2)
    for n in (3, 4):
        with remembering():
            assert (question(), question()) == (n, n)
    assert (question(), question()) == (5, 6)


def test_nothing_is_left_of_a_request_that_failed(question):
    with contextlib.suppress(ZeroDivisionError), remembering():
        question()
        raise ZeroDivisionError
    assert question() == 2


def test_another_thread_remembers_nothing_of_this_one_also_in_its_context(question):
    with remembering():
        question()
        other = threading.Thread(target=contextvars.copy_context().run, args=(question,))
        other.start()
        other.join()
        assert question.times == 2
        assert question() == 1


def insert():
    OrganisationFactory()


def change():
    Organisation.objects.update(short_name="Lain")


def delete():
    User.objects.filter(pk=UserFactory().pk).delete()


def add_in_bulk():
    User.objects.bulk_create([User(email="satu@contoh.id"), User(email="dua@contoh.id")])


def append():
    with transaction.atomic():
        ledger.append(events.RSVP_ANSWERED, target=OrganisationFactory(), by=None)


def write_by_hand():
    with connection.cursor() as cursor:
        cursor.execute("/* by hand */ UPDATE forum_organisation SET short_name = %s", ["Lain"])


def begin():
    with transaction.atomic():
        pass


def lock():
    with transaction.atomic():
        list(Organisation.objects.select_for_update())


def fail():
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        OrganisationFactory()
        raise ZeroDivisionError


@pytest.mark.parametrize("act", [insert, change, delete, add_in_bulk, append, write_by_hand, begin, lock, fail])
def test_a_request_that_changes_something_or_waits_for_a_lock_remembers_nothing_from_then_on(question, act):
    with remembering():
        assert (question(), question()) == (1, 1)
        act()
        assert (question(), question()) == (2, 3)


def test_what_is_asked_inside_a_transaction_that_fails_is_not_remembered_after_it(question):
    with remembering():
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            assert (question(), question()) == (1, 2)
            raise ZeroDivisionError
        assert question() == 3


def test_reading_lets_it_be_remembered(question):
    with remembering():
        question()
        Organisation.objects.filter(pk__in=Organisation.objects.values("pk")).exists()
        list(Organisation.objects.order_by().union(Organisation.objects.order_by()))
        assert question() == 1


def test_what_a_change_inside_a_memory_ends_is_ended_in_all(question):
    with remembering():
        question()
        with remembering():
            insert()
        assert (question(), question()) == (2, 3)


@pytest.fixture
def _outside(db):
    """As a request comes: tests are inside a transaction from the start."""
    connection.in_atomic_block = False
    yield
    connection.in_atomic_block = True


@pytest.mark.usefixtures("_outside")
def test_a_transaction_that_begins_without_a_statement_ends_it_too(question):
    """As on PostgreSQL."""
    with remembering():
        question()
        connection.in_atomic_block = True
        assert (question(), question()) == (2, 3)

"""Writers of one process write in the order in which they came, and nobody waits for ever."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from cms.stores.sqlite3.turns import Turns
from tests.e2e.faults.visitors import wait_until


def test_turns_come_in_the_order_in_which_they_were_asked_for():
    turns, order = Turns(), []

    def write(number):
        assert turns.take(60)
        order.append(number)
        turns.give_back()

    turns.take(0)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(10)]
    for number, writer in enumerate(writers, start=1):
        writer.start()
        wait_until(lambda number=number: len(turns._waiting) == number)
    turns.give_back()
    for writer in writers:
        writer.join()
    assert order == list(range(10))
    assert turns.take(0)


def test_who_waits_too_long_goes_and_is_not_called_later():
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0)
    turns.give_back()
    assert turns.take(0)


@pytest.fixture
def connections(tmp_path, db):
    """Two of one process to one file."""
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.1, "turn_seconds": 0.1}
    database = {"ENGINE": "cms.stores.sqlite3", "NAME": str(tmp_path / "x.sqlite3"), "OPTIONS": options}
    handlers = [ConnectionHandler({"default": {**database}}) for _ in range(2)]
    with closing(handlers[0]["default"]) as one, closing(handlers[1]["default"]) as other:
        yield one, other


def write(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_a_turn_is_given_back_however_a_transaction_ends(connections):
    one, other = connections
    for end in (one.commit, one.rollback, one.close):
        write(one)
        with pytest.raises(OperationalError, match="locked"):
            write(other)
        end()
        write(other)
        other.rollback()
        other.set_autocommit(True)
        one.close()


def test_a_transaction_that_cannot_begin_keeps_no_turn(connections, tmp_path):
    one, other = connections
    with closing(sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)) as elsewhere:
        elsewhere.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            write(one)
    write(other)
    other.rollback()

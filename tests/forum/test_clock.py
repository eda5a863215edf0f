"""The clock stands for everybody but the demo, which moves it back in its own thread only."""

import datetime
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from forum import clock, ledger
from forum.events import RECORD_SAVED
from forum.models import Sector

LONG_AGO = datetime.datetime(2017, 5, 9, 20, 30, tzinfo=datetime.UTC)  # the tenth in Jakarta


def test_the_clock_stands_at_the_moment_it_is_moved_to_and_goes_on_afterwards():
    with clock.moved_to(LONG_AGO):
        assert clock.now() == LONG_AGO
        assert clock.today() == datetime.date(2017, 5, 10)
        assert clock.local_now().hour == 3
    assert timezone.now() - clock.now() < datetime.timedelta(minutes=1)


def test_the_clock_is_moved_where_the_settings_allow_it_only(settings):
    with clock.moved_to(LONG_AGO):
        assert clock.now() == LONG_AGO
    settings.CLOCK_MAY_BE_MOVED = False
    with pytest.raises(ImproperlyConfigured, match="CLOCK_MAY_BE_MOVED"), clock.moved_to(LONG_AGO):
        pass
    assert clock.now() > LONG_AGO


def test_production_does_not_let_the_clock_be_moved():
    from cms.settings import base

    assert base.CLOCK_MAY_BE_MOVED is False


def test_the_clock_is_not_moved_ahead():
    with pytest.raises(ValueError, match="to come"), clock.moved_to(timezone.now() + datetime.timedelta(hours=1)):
        pass


def test_another_thread_keeps_the_real_time():
    seen = []
    with clock.moved_to(LONG_AGO):
        other = threading.Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] > LONG_AGO


@pytest.mark.django_db
def test_the_ledger_is_written_by_the_moved_clock():
    sector = Sector.objects.create(slug="ngo", name="Masyarakat sipil")
    with clock.moved_to(LONG_AGO), transaction.atomic():
        entry = ledger.append(RECORD_SAVED, target=sector, by=None)
    assert entry.at == LONG_AGO
    assert ledger.verify() is None

"""The days of the story, and a clock that goes back for nobody's entries."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from cms.demo.clock import Days, standing_at
from forum import clock, ledger
from forum.events import RECORD_SAVED
from forum.models import Sector

YESTERDAY = timezone.now() - datetime.timedelta(days=1)


@pytest.mark.parametrize("days_ago", range(7))
def test_story_begins_on_a_monday_and_its_last_day_is_not_to_come(days_ago):
    with clock.moved_to(timezone.now() - datetime.timedelta(days=days_ago)):
        days = Days(182)
        assert days.first.weekday() == 0
        assert days.date(182) <= clock.today() <= days.date(188)


@pytest.mark.django_db
@pytest.mark.parametrize(("later", "refused"), [(-1, True), (0, False), (1, False)])
def test_ledger_never_goes_back_in_time(later, refused):
    sector = Sector.objects.create(slug="warga", name="Warga")
    with clock.moved_to(YESTERDAY), transaction.atomic():
        first = ledger.append(RECORD_SAVED, target=sector, by=None)
    moment = YESTERDAY + datetime.timedelta(minutes=later)
    if refused:
        with pytest.raises(ValueError, match="before it"), standing_at(moment):
            pass
    else:
        with standing_at(moment), transaction.atomic():
            assert ledger.append(RECORD_SAVED, target=sector, by=None).at == moment >= first.at

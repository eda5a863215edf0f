"""The file of a letter goes when its time is over; its words, its points and its fingerprint stay."""

import datetime

import pytest
from django.urls import reverse

from decrees import services
from decrees.models import Comment, Letter
from decrees.services.letters.forgetting import forget_letters
from forum import clock, ledger
from forum.models import LedgerEntry
from tests.clients import as_
from tests.decrees.services.letters.test_letters import brought, looked_through
from tests.factories import OrganisationFactory, circulated, member_of, opened, secretariat_user
from tests.factories.decrees import answered, closed

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def letter(db):
    """Taken in, in a round that was closed, with its file in the store."""
    bi, by = OrganisationFactory(short_name="BI"), secretariat_user()
    round_ = opened(circulated(), bi)
    letter = looked_through(brought(round_, bi, by), by)
    services.take_letter(letter, by=by)
    answered(round_.decree)
    return letter


def file_of(letter):
    return reverse("decrees:letter-file", args=[letter.decree_id, letter.pk])


def test_file_goes_after_its_days_and_what_it_says_stays(letter, settings, django_capture_on_commit_callbacks):
    settings.LETTER_FILES_KEPT_DAYS = 40
    store, name, member = letter.file.storage, letter.file.name, member_of(letter.organisation)
    forget_letters(at=clock.now() + 400 * DAY)
    assert store.exists(name), "its round is open"
    closed(letter.round)
    forget_letters(at=clock.now() + 39 * DAY)
    assert as_(member).get(file_of(letter)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_letters(at=clock.now() + 41 * DAY) == "1 files of letters deleted"
    assert forget_letters(at=clock.now() + 42 * DAY) == "0 files of letters deleted"
    assert not store.exists(name)
    kept = Letter.objects.get(pk=letter.pk)
    assert (kept.file.name, kept.sha256, kept.parts.count()) == ("", letter.sha256, letter.parts.count())
    assert Comment.objects.filter(letter_part__letter=letter).count() == 2
    assert as_(member).get(file_of(letter)).status_code == 404
    page = as_(member).get(letter.get_absolute_url()).content.decode()
    assert file_of(letter) not in page
    assert "dihapus pada" in page
    assert letter.sha256 in page
    entry = LedgerEntry.objects.get(verb="letter.file_deleted")
    assert (entry.audience, entry.actor) == ("secretariat", None)
    assert ledger.verify() is None

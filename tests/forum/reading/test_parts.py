"""Parts of pages that are kept: the same values give the same part, other values another one."""

import pytest
from django.core.cache import caches
from django.utils import translation

from forum.models import Organisation, Sector, Team, TeamTask
from forum.reading.parts import drawn
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
BADGE, TEAM, TIMELINE = "components/badge.html", "forum/directory/team.html", "components/timeline.html"


@pytest.fixture
def kept():
    """The parts that are kept."""
    caches["parts"].clear()
    yield caches["parts"]._cache
    caches["parts"].clear()


def test_a_part_is_kept_for_the_same_values_and_drawn_anew_for_others(kept):
    first = drawn(BADGE, {"label": "BI", "sector": "ngo"})
    assert drawn(BADGE, {"label": "BI", "sector": "ngo"}) == first
    assert len(kept) == 1
    assert "KPI" in drawn(BADGE, {"label": "KPI", "sector": "ngo"})
    assert len(kept) == 2


def test_a_part_speaks_the_language_of_its_reader(kept):
    said = {}
    for language in ("id", "en"):
        with translation.override(language):
            said[language] = drawn(TIMELINE, {"entries": []})
    assert "Nothing recorded yet" in said["en"]
    assert "Nothing recorded yet" not in said["id"]
    assert len(kept) == 2


def test_a_row_that_was_changed_and_what_was_read_with_it_give_another_part(kept):
    organisation = OrganisationFactory(name="Lembaga Lama", short_name="LL")

    def entry():
        row = Organisation.objects.select_related("sector").get(pk=organisation.pk)
        return drawn("forum/directory/organisation.html", {"organisation": row, "sector": row.sector})

    assert entry() == entry()
    assert len(kept) == 1
    Organisation.objects.filter(pk=organisation.pk).update(name="Lembaga Baru")
    assert "Lembaga Baru" in entry()
    Sector.objects.filter(pk=organisation.sector_id).update(slug="sektor-lain")
    assert "sektor-lain" in entry()


def test_a_part_that_asks_the_database_is_not_kept(kept):
    """Then its values do not say all that it shows: here tasks that nobody fetched with their team."""
    team = Team.objects.create(name="Tim Pengarah", slug="pengarah")

    def card():
        return drawn(TEAM, {"team": Team.objects.select_related("parent", "directed_by", "supervised_by").get()})

    assert "Mengarahkan" not in card()
    TeamTask.objects.create(team=team, text="Mengarahkan")
    assert "Mengarahkan" in card()
    assert not kept

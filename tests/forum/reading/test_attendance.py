"""What the attendance makes: numbers by organisation and sector, quorum and balance in words, and what is public."""

import datetime

import pytest
from django.utils import timezone

from forum import services
from forum.models import ForumSettings, MeetingPage
from forum.reading.attendance.expected import presences_of
from forum.reading.attendance.totals import delegations_of, public_counts, turnout_of
from forum.services.attendance.recording import Arrival
from tests.factories import OrganisationFactory, SectorFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def campus():
    return OrganisationFactory(name="Universitas Bojonegoro", sector=SectorFactory(slug="akademisi", sort_order=3))


@pytest.fixture
def meeting(bi, kpi, campus):
    meeting = meeting_page(starts_at=timezone.now() - datetime.timedelta(minutes=5))
    invitation_page(parent=meeting, to=[bi, kpi, campus])
    return meeting


def came(meeting, by, *arrivals):
    return services.check_in(meeting, [Arrival(**one) for one in arrivals], way="desk", by=by)


def turnout(meeting):
    return turnout_of(meeting, presences_of(meeting))


def rule(**fields):
    local = ForumSettings.objects.first() or ForumSettings(site_id=1)
    for name, value in fields.items():
        setattr(local, name, value)
    local.full_clean()
    local.save()


def test_quorum_is_told_by_number_or_share_where_there_is_a_rule(reader, meeting, bi, kpi, secretariat):
    other = {"name": "Tono", "organisation": OrganisationFactory()}
    came(meeting, secretariat, {"name": "Sari", "organisation": bi}, other)
    assert turnout(meeting).quorum is None
    rule(quorum=2)
    assert turnout(meeting).quorum.words == "No quorum yet: 1 of 3 organisations, 2 are needed"
    came(meeting, secretariat, {"name": "Rina", "organisation": kpi})
    assert turnout(meeting).quorum.words == "Quorum reached: 2 of 3 organisations"
    rule(quorum=67, quorum_is_share=True)
    assert turnout(meeting).quorum.is_good is False


def test_meeting_may_have_a_quorum_of_its_own_or_none(meeting, bi, secretariat):
    came(meeting, secretariat, {"name": "Sari", "organisation": bi})
    for forum, own, good in [
        ({"quorum": 3}, 1, True),
        ({"quorum": 1}, 2, False),
        ({"quorum": None}, 2, False),
        ({"quorum": 10, "quorum_is_share": True}, 50, False),
        ({"quorum": 90, "quorum_is_share": True}, 33, True),
    ]:
        rule(**{"quorum_is_share": False, **forum})
        meeting.quorum = own
        assert turnout(meeting).quorum.is_good is good
    meeting.quorum = 0
    assert turnout(meeting).quorum is None


def test_invited_sector_that_did_not_come_is_named(reader, meeting, bi, campus, secretariat):
    came(meeting, secretariat, {"name": "Sari", "organisation": bi}, {"name": "Warga"})
    assert turnout(meeting).balance.words == "Not here yet: the sector AKADEMISI"
    over = MeetingPage.objects.get(pk=meeting.pk)
    over.ends_at = timezone.now()
    assert turnout(over).balance.words == "Not present: the sector AKADEMISI"
    assert [(line.label, line.invited, line.people) for line in turnout(meeting).sectors] == [
        ("NGO", 2, 1),
        ("AKADEMISI", 1, 0),
        ("the public", 0, 1),
    ]
    came(meeting, secretariat, {"name": "Dosen", "organisation": campus})
    assert turnout(meeting).balance.is_good


def test_who_came_for_two_is_one_person_and_both_organisations_are_there(reader, meeting, bi, kpi, secretariat):
    ((presence, _),) = came(meeting, secretariat, {"name": "Sari", "organisation": bi, "no_photo": True})
    services.add_capacity(presence, organisation=kpi, by=secretariat)
    found = turnout(meeting)
    assert (found.people, len(found.present), found.without_photo) == (1, 2, 1)
    assert [(one.organisation, one.people) for one in delegations_of(meeting)[0]] == [(bi, 1), (kpi, 0)]


def test_public_page_of_a_meeting_that_is_over_has_numbers_and_no_name(reader, meeting, bi, secretariat):
    came(meeting, secretariat, {"name": "Sari Rahayu", "organisation": bi}, {"name": "Warga Ngasem"})
    assert public_counts(meeting) is None
    assert "Who came" not in reader.get(meeting.url).content.decode()
    over = timezone.now() - datetime.timedelta(hours=1)
    MeetingPage.objects.filter(pk=meeting.pk).update(starts_at=over - datetime.timedelta(hours=2), ends_at=over)
    text = reader.get(meeting.url).content.decode()
    assert "Who came" in text
    assert "the public: 1" in text
    assert "Sari" not in text
    assert "Ngasem" not in text

"""A meeting belongs to one team or to the whole forum: chosen, carried on, told in the ledger."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.urls import reverse

from forum import services
from forum.events.sentences import changes
from forum.forms.meetings.page import MeetingPageForm
from forum.models import LedgerEntry, MeetingPage, Team
from tests.clients import as_
from tests.factories import OrganisationFactory, TeamFactory, meeting_page, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return TeamFactory(name="Tim Perumus SK", short_name="TPSK", slug="tpsk")


def published(meeting, *, by, **fields):
    for name, value in fields.items():
        setattr(meeting, name, value)
    services.publish_page(meeting, by=by)
    return MeetingPage.objects.get(pk=meeting.pk)


def test_another_team_is_told_in_the_ledger_by_its_name(team, secretariat):
    meeting = published(meeting_page(), by=secretariat)
    meeting = published(meeting, team=team, by=secretariat)
    data = LedgerEntry.objects.latest("seq").data
    assert data["changed"]["team"] == [None, "Tim Perumus SK"]
    assert "Tim Perumus SK" in changes(data)
    published(meeting, team=None, by=secretariat)
    assert "Tim Perumus SK" in changes(LedgerEntry.objects.latest("seq").data)


def test_page_and_list_name_the_team_and_say_nothing_where_it_is_the_whole_forum(team, secretariat):
    meeting = published(meeting_page(title="Rapat A", team=team), by=secretariat)
    other = published(meeting_page(title="Rapat B"), by=secretariat)
    assert "· Tim Perumus SK" in as_().get(meeting.url).content.decode()
    assert "Tim Perumus SK" not in as_().get(other.url).content.decode()
    assert "· TPSK" in as_().get(meeting.get_parent().url).content.decode()


def test_further_days_of_a_meeting_are_of_the_same_team(team, secretariat):
    meeting = meeting_page(team=team, starts_at=datetime.datetime(2035, 6, 12, 8, tzinfo=datetime.UTC))
    (july,) = services.plan_series(meeting, days=[datetime.date(2035, 7, 10)], by=secretariat)
    assert july.team == team


def test_a_team_that_is_no_longer_at_work_is_offered_to_its_own_meetings_only(team, secretariat):
    old = TeamFactory(name="Tim lama", is_active=False)
    form_class = MeetingPage.get_edit_handler().get_form_class()
    assert issubclass(form_class, MeetingPageForm)
    meetings = [meeting_page(), meeting_page(team=old)]
    offered = [form_class(instance=one, for_user=secretariat).fields["team"].queryset for one in meetings]
    assert [set(one) for one in offered] == [{team}, {team, old}]


def test_a_team_with_meetings_is_not_deleted(team, secretariat):
    meeting = meeting_page(team=team)
    with pytest.raises(ProtectedError):
        services.delete_record(team, by=secretariat)
    as_(secretariat).post(reverse("team:delete", args=[team.pk]))
    assert MeetingPage.objects.get(pk=meeting.pk).team == team
    meeting.team = None
    meeting.save()
    services.delete_record(team, by=secretariat)
    assert not Team.objects.exists()
    with pytest.raises(PermissionDenied):
        services.delete_record(TeamFactory(), by=member_of(OrganisationFactory()))

"""Meetings and the directory as readers see them: what is shown, in which order, with how many queries."""

import datetime
import json
import re

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from forum import services
from forum.models import DirectoryPage, TeamMembership, TeamTask
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    SectorFactory,
    TeamFactory,
    index_page,
    invitation_page,
    meeting_page,
)

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.now() + datetime.timedelta(days=number)


def test_coming_meetings_stand_first_in_order_then_the_past_ones_backwards(reader):
    for title, day in [("later", 9), ("old", -30), ("soon", 1), ("recent", -2), ("today", 0)]:
        meeting_page(title=title, slug=title, starts_at=days(day))
    meeting_page(title="draft", slug="draft", live=False)
    hidden = meeting_page(title="private", slug="private")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    context = reader.get(index_page().url).context
    assert [one.title for one in context["coming"]] == ["today", "soon", "later"]
    assert [one.title for one in context["past"]] == ["recent", "old"]


def test_the_list_takes_the_same_number_of_queries_for_one_and_three(queries_of):
    url = index_page().url
    meeting_page(slug="a", starts_at=days(-1))
    meeting_page(slug="b", starts_at=days(1))
    one = queries_of(url)
    for number in range(4):
        meeting_page(slug=f"lagi-{number}", starts_at=days(number * 2 - 3))
    assert queries_of(url) == one == 12


def test_past_meetings_are_shown_page_by_page(reader):
    for number in range(21):
        meeting_page(title=f"Rapat {number}", slug=f"rapat-{number}", starts_at=days(-1 - number))
    meeting_page(title="Nanti", slug="nanti")
    second = reader.get(f"{index_page().url}?page=2").context
    assert [one.title for one in second["past"]] == ["Rapat 20"]
    assert list(second["coming"]) == []


def test_a_meeting_says_when_where_and_by_whom_as_a_letter_would(client, bi):
    chair = PostFactory(label="Asisten I Sekda")
    meeting = meeting_page(
        starts_at=datetime.datetime(2017, 5, 9, 13, tzinfo=timezone.get_default_timezone()),
        organisers=[bi],
        chair=chair,
        agenda=["Evaluasi B03", "Langkah B06"],
    )
    page = client.get(meeting.url).content.decode()
    for part in ("Selasa, 9 Mei 2017", "13.00 WIB", bi.name, meeting.host.name, "Asisten I Sekda", "Langkah B06"):
        assert part in page


def test_the_chain_walks_back_and_forth_over_visible_meetings(reader):
    first = meeting_page(slug="satu", starts_at=days(-9))
    second = meeting_page(slug="dua", previous_meeting=first)
    meeting_page(slug="tiga", previous_meeting=first, live=False)
    context = reader.get(first.url).context
    assert (context["before"], list(context["after"])) == (None, [second])
    context = reader.get(second.url).context
    assert (context["before"], list(context["after"])) == (first, [])


def test_search_engines_read_an_event_and_no_text_leaves_its_script(reader):
    meeting = meeting_page(
        title="Rapat </script><script>alert(1)</script> & teman",
        slug="rapat-x",
        starts_at=datetime.datetime(2030, 5, 7, 13, tzinfo=timezone.get_default_timezone()),
        status="cancelled",
        host=OrganisationFactory(name="Dinas Kominfo", sector=SectorFactory(slug="government")),
    )
    response = reader.get(meeting.url)
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode())
    event = json.loads(block)
    assert (event["name"], event["startDate"]) == (meeting.title, "2030-05-07T13:00+07:00")
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["organizer"] == [{"@type": "GovernmentOrganization", "name": "Dinas Kominfo"}]
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]


def test_the_timeline_shows_each_reader_their_own_share(reader, committed, bi, bi_member, secretariat):
    invitation = invitation_page(to=[bi])
    with committed():
        services.publish_page(invitation, by=secretariat)
    services.answer_invitation(invitation, organisation=bi, answer="yes", by=bi_member)
    services.confirm_registration(services.register(invitation, name="Siti", email="siti@contoh.id", consent="ya"))

    def verbs():
        entries = reader.get(invitation.url).context["entries"]
        return {entry.verb for entry in entries}

    public = {"invitation.published", "invitation.sent"}
    assert verbs() == public
    reader.force_login(bi_member)
    assert verbs() == public | {"rsvp.answered"}
    reader.force_login(secretariat)
    assert verbs() == public | {"rsvp.answered", "registration.made"}


@pytest.mark.parametrize("kind", ["meeting", "invitation"])
def test_editors_preview_what_was_never_saved(kind, secretariat, bi):
    page = meeting_page() if kind == "meeting" else invitation_page(to=[bi], bring=["DPA"])
    copy = page.__class__.from_serializable_data({**page.serializable_data(), "pk": None, "slug": "baru"})
    copy.pk = copy.id = None
    copy.path, copy.depth = page.path[:-4] + "000Z", page.depth
    assert copy.make_preview_request(original_request=None).status_code == 200


def test_the_letter_names_who_signs_and_the_public(reader, bi):
    post = PostFactory(label="Kepala Dinas Kominfo")
    MembershipFactory(post=post, organisation=post.organisation, person=PersonFactory(name="Budi Santosa", user=None))
    invitation = invitation_page(
        to=[bi], signed_by=post, copies_to="Bupati\n\nSekretaris Daerah\n", number="005/1/2030"
    )
    response = reader.get(invitation.url)
    page = response.content.decode()
    assert response.context["copies"] == ["Bupati", "Sekretaris Daerah"]
    for part in ("005/1/2030", "KEPALA DINAS KOMINFO", "BUDI SANTOSA", bi.name):
        assert part in page


def test_the_directory_shows_members_by_sector_and_teams_with_tasks_and_todays_seats(reader, bi, kpi):
    directory = index_page().get_parent().add_child(instance=DirectoryPage(title="Direktori", slug="direktori"))
    guest = OrganisationFactory(sector=SectorFactory(slug="government"), is_forum_member=False)
    steering = TeamFactory(name="Tim Pengarah")
    team = TeamFactory(name="Tim Pelaksana", directed_by=steering)
    TeamTask.objects.create(team=team, text="Melaksanakan rencana aksi")
    long_ago = datetime.date(2017, 1, 1)
    TeamMembership.objects.create(team=team, role="Anggota", organisation=kpi, start_date=long_ago)
    TeamMembership.objects.create(
        team=team, role="Ketua", office="Asisten I", start_date=long_ago, end_date=datetime.date(2018, 1, 1)
    )
    context = reader.get(directory.url).context
    assert {sector.slug: (set(sector.members), set(sector.others)) for sector in context["sectors"]} == {
        "ngo": ({bi, kpi}, set()),
        "government": (set(), {guest}),
    }
    assert {one.name: [seat.holder for seat in one.seats] for one in context["teams"]} == {
        "Tim Pengarah": [],
        "Tim Pelaksana": [kpi.name],
    }
    page = reader.get(directory.url).content.decode()
    for part in ("Melaksanakan rencana aksi", "#team-", guest.name, "BI", "KPI"):
        assert part in page


def test_the_directory_takes_the_same_number_of_queries_for_one_and_three(queries_of):
    directory = index_page().get_parent().add_child(instance=DirectoryPage(title="Direktori", slug="direktori"))

    def add(number):
        sector = SectorFactory(slug=f"unsur-{number}")
        organisation = OrganisationFactory(sector=sector, is_forum_member=True)
        team = TeamFactory(parent=TeamFactory(), directed_by=TeamFactory())
        TeamTask.objects.create(team=team, text="Tugas")
        TeamMembership.objects.create(
            team=team, role="Ketua", office="Sekda", organisation=organisation, start_date=datetime.date(2017, 1, 1)
        )

    add(0)
    one = queries_of(directory.url)
    add(1)
    add(2)
    assert queries_of(directory.url) == one == 11

"""What waits for an organisation on the home page: each kind counted exactly, gone once it is done, nobody else's."""

import datetime

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from cms.models import HomePage
from cms.reading.home.waiting import waiting_for
from decrees import services
from decrees.permissions import DecreePermission
from forum.services import answer_invitation
from minutes import services as minuting
from minutes.models.states import State
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    circulated,
    commented,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    opened,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)
YESTERDAY, NEXT_MONTH = TOMORROW - datetime.timedelta(days=2), TOMORROW + datetime.timedelta(days=30)


def counts(user):
    """The numbers in the order of the page."""
    return [kind.count for kind in waiting_for(user).kinds]


@pytest.fixture
def people():
    """(BI, somebody of it, somebody of another organisation, the secretariat)."""
    bi, kpi = OrganisationFactory(short_name="BI"), OrganisationFactory(short_name="KPI")
    return bi, member_of(bi), member_of(kpi), secretariat_user()


def test_invitations_wait_until_they_are_answered_and_while_the_meeting_is_to_be(people):
    bi, member, other, _ = people
    first, _second = invitation_page(to=[bi]), invitation_page(to=[bi])
    gone = meeting_page(starts_at=timezone.now() - datetime.timedelta(days=3))
    invitation_page(parent=gone, to=[bi])
    assert (counts(member), counts(other)) == ([2], [])
    answer_invitation(first, organisation=bi, answer="maybe", by=member)
    assert counts(member) == [2]
    answer_invitation(first, organisation=bi, answer="yes", by=member)
    assert counts(member) == [1]


def test_what_a_draft_wants_of_an_organisation_waits_until_it_is_given(people):
    bi, member, other, staff = people
    version = circulated()
    round_ = opened(version, bi, other.person.memberships.get().organisation)
    services.ask_for_input(round_, organisations=[bi], clause="dik-1", question="Setuju?", due=TOMORROW, by=staff)
    assert (counts(member), counts(other)) == ([1], [])
    own = [commented(version, member), commented(version, member, clause="rec-a")]
    assert counts(member) == []
    for comment in own:
        services.answer_comment(comment, disposition="noted", reason="Ya.", by=staff)
    assert (counts(member), counts(other)) == ([2], [])
    own[0].refresh_from_db()
    services.react_to_answer(own[0].answer, stance="accepts", reason="", by=member)
    assert counts(member) == [1]


def test_comments_that_it_is_to_answer_wait_the_late_one_first(people):
    bi, member, other, staff = people
    version = circulated()
    kpi = other.person.memberships.get().organisation
    opened(version, grants={bi: {DecreePermission.ANSWER}, kpi: {DecreePermission.COMMENT}})
    comment = commented(version, other)
    services.assign_comments([comment], organisation=bi, due=TOMORROW, by=staff)
    assert (counts(member), counts(other)) == ([1], [])
    services.answer_comment(comment, disposition="noted", reason="Ya.", by=staff)
    assert (counts(member), counts(other)) == ([], [1])


def test_minutes_wait_to_be_checked_and_follow_ups_to_be_done(people):
    bi, member, other, staff = people
    minutes = minutes_page(present=[bi], actions=(), state=State.CIRCULATED, by=staff)
    assert (counts(member), counts(other)) == ([1], [])
    minuting.agree_with_minutes(minutes, by=member)
    assert counts(member) == []
    due = (("Terlambat", YESTERDAY), ("Besok", TOMORROW), ("Nanti", NEXT_MONTH), ("Tanpa hari", None))
    minutes_page(present=[bi], actions=due, state=State.PUBLISHED, by=staff)
    [kind] = waiting_for(member).kinds
    assert [(thing.title, thing.is_late) for thing in kind.things] == [("Terlambat", True), ("Besok", False)]
    assert counts(other) == []


@pytest.fixture
def home():
    page = Site.objects.get(is_default_site=True).root_page.add_child(
        instance=HomePage(title="Beranda", slug="beranda")
    )
    Site.objects.update(root_page=page)


def test_home_is_the_same_for_all_and_says_first_what_waits_for_whoever_is_signed_in(people, home):
    bi, member, _, staff = people
    for number in range(5):
        invitation_page(to=[bi], title=f"Undangan {number}")
    plain, own = (as_(who).get("/").content.decode().partition("<main")[2] for who in (None, member))
    assert "Menunggu" not in plain
    assert "5 undangan" in own
    meant = minutes_page(present=[bi], actions=[("Besok", TOMORROW)], state=State.PUBLISHED, by=staff)
    assert meant.live
    assert f'sampai <time datetime="{TOMORROW:%Y-%m-%d}"' in " ".join(as_(member).get("/").content.decode().split())
    assert own.index("Menunggu") < own.index("Rapat berikutnya")
    waits = own.partition('class="section waiting"')[2].partition("</section>")[0]
    assert (waits.partition("<details")[0].count("<a "), waits.count("<a ")) == (3, 5)
    assert "dan 2 lagi" in own
    assert plain.partition("<section")[2].partition("</main")[0] in own


def test_what_is_more_than_the_first_things_is_one_press_away(people, home):
    bi, member, _other, staff = people
    invitations = [invitation_page(to=[bi]) for _ in range(5)]
    late = [(f"Tugas {n}", YESTERDAY) for n in range(4)]
    minutes_page(present=[bi], actions=late, state=State.PUBLISHED, by=staff)
    page = lxml.html.fromstring(as_(member).get("/").content)
    folded = page.xpath("//section[contains(@class, 'waiting')]//details")
    assert [len(one.xpath(".//li")) for one in folded] == [2]
    shown = {link.get("href") for link in page.xpath("//section[contains(@class, 'waiting')]//a")}
    assert {invitation.url for invitation in invitations} <= shown
    assert reverse("minutes:my-actions") in shown, "what was not read is in a list of its own"

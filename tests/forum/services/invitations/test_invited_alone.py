"""Whoever is invited alone has no page of the site: the link in the mail shows the letter, the calendar's file and the
code at the door; at the door, on paper and in the minutes they count as people."""

import datetime
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.reading.personal import sections
from forum import services
from forum.documents.invitations.attendance_sheet import build_sheet
from forum.documents.render import render
from forum.models import (
    BringItem,
    Delegation,
    ForumSettings,
    InvitedPerson,
    Invitee,
    Material,
    MeetingFacts,
    Presence,
    Rsvp,
)
from forum.reading.attendance.codes import code_alone, code_of_invited, room_code
from forum.reading.attendance.expected import presences_of
from forum.reading.attendance.sheet import sheet_lines_of
from forum.reading.attendance.totals import delegations_of, guests_present, turnout_of
from forum.reading.invitations.links import link_of
from forum.services.invitations import letters
from forum.services.meetings import planning, telling
from tests.factories import OrganisationFactory, invitation_page, meeting_page, member_of, secretariat_user
from tests.forum.documents.readers import words
from tests.forum.services.invitations.test_links import links_in, path

pytestmark = pytest.mark.django_db
ADDRESS = "siti@desa.contoh.id"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def siti(db):
    return InvitedPerson.objects.create(name="Siti Aminah", office="Camat Kalitidu", email=ADDRESS)


@pytest.fixture
def meeting(db):
    now = timezone.now()
    online = {"online_url": "https://rapat.contoh.id/kamar"}
    meeting = meeting_page(starts_at=now + HOUR / 2, ends_at=now + 2 * HOUR, first_published_at=now, **online)
    PageViewRestriction.objects.create(page=meeting, restriction_type="login")
    return meeting


@pytest.fixture
def invitation(meeting, siti):
    office = OrganisationFactory(name="Dinas Kominfo", email="kominfo@contoh.id")
    invitation = invitation_page(parent=meeting, to=[office], is_open=False, opening="Mohon hadir di pendopo:")
    invitation.invitees.add(Invitee(person=siti, sort_order=9))
    invitation.save()
    return invitation


@pytest.fixture
def letter(invitation):
    letters.deliver(invitation, by=None)
    return next(one for one in mail.outbox if one.to == [ADDRESS])


def unfolded(file):
    return (file.content if hasattr(file, "content") else file).decode().replace("\r\n ", "")


# --- the link is their page


def test_letter_and_file_lead_to_no_page_that_the_person_may_not_open(invitation, letter, reader):
    [token] = links_in(letter)
    event = unfolded(letter.attachments[0])
    assert set(re.findall(r"http://localhost:8000/\S*", letter.body)) == {f"http://localhost:8000{path(token)}"}
    assert "http://localhost" not in event
    assert "behind your own link" in event or "di balik tautan" in event
    assert reader.get(invitation.url).status_code in (302, 404)


def test_link_shows_letter_papers_and_calendar_before_and_after_the_answer(letter, reader):
    [token] = links_in(letter)
    for _turn in ("before", "after"):
        page = reader.get(path(token)).content.decode()
        assert "Mohon hadir di pendopo:" in page
        assert "https://rapat.contoh.id/kamar" in page
        paper = reader.get(reverse("forum:answer-link-letter", args=[token, "docx"]))
        assert "Mohon hadir di pendopo:" in " ".join(words(paper.content, "docx"))
        file = reader.get(reverse("forum:answer-link-calendar", args=[token]))
        assert "METHOD:PUBLISH" in unfolded(file)
        assert token not in unfolded(file)
        reader.post(path(token), {"answer": "yes"})


def test_link_of_somebody_no_longer_invited_shows_nothing(letter, reader, invitation, siti):
    [token] = links_in(letter)
    invitation.invitees.filter(person=siti).delete()
    page = reader.get(path(token))
    assert (page.status_code, "pendopo" in page.content.decode()) == (410, False)
    for name, *more in (("forum:answer-link-letter", "pdf"), ("forum:answer-link-calendar",)):
        assert reader.get(reverse(name, args=[token, *more])).status_code == 404
        assert reader.get(reverse(name, args=["tidak-dikenal", *more])).status_code == 404


# --- what they are told


def test_cancelled_meeting_is_told_to_the_person_with_a_file_that_takes_it_out(letter, meeting, siti, settings):
    settings.NOTICES_QUIET_MINUTES = 0
    mail.outbox.clear()
    before = MeetingFacts.of(meeting)
    services.cancel_meeting(meeting, reason="Narasumber sakit.", by=secretariat_user())
    meeting.refresh_from_db()
    planning.plan_meeting(meeting, before=before)
    telling.tell(meeting.pk)
    [told] = [one for one in mail.outbox if one.to == [ADDRESS]]
    assert "Narasumber sakit." in told.body
    assert "/undangan/" not in told.body
    event = unfolded(told.attachments[0])
    assert "METHOD:CANCEL" in event
    assert f"mailto:{ADDRESS}" in event
    assert "http://localhost" not in event


# --- at the door


def test_code_on_the_page_opens_after_a_yes_and_checks_in_at_the_desk_and_by_oneself(
    letter, meeting, invitation, siti, reader
):
    [token] = links_in(letter)
    code = code_alone(invitation, siti)
    assert code.spelled not in reader.get(path(token)).content.decode()
    reader.post(path(token), {"answer": "represented", "name": "Sekretaris Camat"})
    assert code.spelled in reader.get(path(token)).content.decode()
    shown = reader.get(reverse("forum:door-code", args=[meeting.pk, code.code]))
    assert (shown.status_code, "Siti" in shown.content.decode()) == (200, False)
    reader.post(reverse("forum:self-check-in", args=[room_code(meeting)]), {"by_code": "1", "kode-code": code.code})
    [there] = presences_of(meeting)
    assert (there.name, there.from_organisation, there.way) == ("Sekretaris Camat", "Camat Kalitidu", "self")
    reader.force_login(secretariat_user())
    desk = reader.get(reverse("forum_door", args=[meeting.pk]), {"q": code.spelled})
    assert [one.name for one in desk.context["presences"]] == ["Sekretaris Camat"]


def test_code_of_another_meeting_or_of_somebody_not_invited_is_known_nowhere(meeting, invitation, reader):
    stranger = InvitedPerson.objects.create(name="Orang lain", email="lain@contoh.id")
    for code in (code_of_invited(meeting, stranger), code_of_invited(meeting_page(slug="lain"), stranger)):
        assert reader.get(reverse("forum:door-code", args=[meeting.pk, code])).status_code == 404


def test_single_people_count_among_those_present_and_for_no_quorum(meeting, invitation, siti):
    rule, _new = ForumSettings.objects.get_or_create(defaults={"site": meeting.get_site()})
    rule.quorum, rule.quorum_is_share = 100, True
    rule.save()
    services.record_answer(invitation, organisation=siti, answer="yes", way="phone", by=secretariat_user())
    Presence.objects.create(
        meeting=meeting, name="Siti Aminah", from_organisation="Camat Kalitidu", way="desk", key=f"invited:{siti.pk}"
    )
    turnout = turnout_of(meeting, presences_of(meeting))
    assert (turnout.people, turnout.invited, turnout.quorum.is_good) == (1, 1, False)
    assert (turnout.alone.invited, turnout.alone.said_yes, turnout.alone.present) == (1, 1, 1)
    assert delegations_of(meeting) == ([], 0)  # with what new minutes begin: they are not the public
    assert guests_present(meeting) == ["Camat Kalitidu"]
    invitation.invitees.filter(person=siti).update(is_named=True)
    assert guests_present(meeting) == ["Siti Aminah, Camat Kalitidu"]


@pytest.mark.parametrize("file_format", ["pdf", "docx", "odt"])
def test_attendance_sheet_has_a_line_for_the_person_until_they_say_no(meeting, invitation, siti, file_format):
    def sheet():
        return " ".join(words(render(build_sheet(meeting, sheet_lines_of(meeting)), file_format), file_format))

    assert "Siti Aminah" in sheet()
    assert "Camat Kalitidu" in sheet()
    services.record_answer(invitation, organisation=siti, answer="no", way="phone", by=secretariat_user())
    assert "Siti Aminah" not in sheet()


def test_whoever_asks_to_be_forgotten_is_forgotten_at_the_door_too(meeting, invitation, siti):
    was = {"meeting": meeting, "name": "Siti Aminah", "way": "desk"}
    first = Presence.objects.create(**was, from_organisation="Camat Kalitidu", key=f"invited:{siti.pk}")
    Presence.objects.create(**was, from_organisation="PKK", key=f"also:{first.pk}:x", same_as=first)
    other = Presence.objects.create(**was | {"name": "Budi"}, key="name:x")
    services.forget_attendance_of(None, [ADDRESS])
    assert sorted(Presence.objects.values_list("name", flat=True)) == sorted(["–", "–", other.name])


def test_whoever_signs_in_later_by_the_same_address_sees_what_is_kept_about_them(meeting, invitation, siti):
    item = BringItem.objects.create(invitation=invitation, text="Data")
    Material.objects.create(invitation=invitation, item=item, person=siti, what="Data", state="brings")
    Presence.objects.create(meeting=meeting, name="Siti Aminah", way="desk", key=f"invited:{siti.pk}")
    services.record_answer(invitation, organisation=siti, answer="yes", way="phone", note="ya", by=secretariat_user())
    told = {section.rows.model for section in sections(member_of(OrganisationFactory(), email=ADDRESS), None)}
    assert {InvitedPerson, Presence, Material, Delegation, Rsvp} <= told


def test_erased_person_is_not_found_by_an_old_link(letter, invitation):
    [token] = links_in(letter)
    services.forget_invited_people_at([ADDRESS])
    services.forget_links_of([ADDRESS])
    assert link_of(token) is None
    assert not Rsvp.objects.exists()

"""The page that tells who answered: each that is invited with its state, and what is done with the chosen ones."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from forum import events, services
from forum.models import InvitationPage, LedgerEntry, MeetingPage, Rsvp
from forum.reading.invitations.answers import State, lines_of
from tests.factories import OrganisationFactory, invitation_page, secretariat_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(bi, kpi, bi_member, secretariat):
    """BI has answered, KPI has only an office's address, and one has none."""
    kpi.email = "kpi@contoh.id"
    kpi.save()
    invitation = invitation_page(to=[bi, kpi, OrganisationFactory(name="Tanpa alamat")], is_open=False)
    services.answer_invitation(invitation, organisation=bi, answer="yes", attendees=2, by=bi_member)
    return invitation


def states(invitation):
    return {line.organisation.name: line.state for line in lines_of(invitation)}


def test_each_that_is_invited_stands_in_one_state(asked, secretariat, committed, bi, kpi):
    expected = {bi.name: State.YES, kpi.name: State.WAITING, "Tanpa alamat": State.UNREACHED}
    assert states(asked) == expected
    with committed():
        services.send_invitation(asked, by=secretariat)
    assert states(asked) == expected | {kpi.name: State.SILENT}


def test_list_shows_one_state_or_all_and_tells_how_many(reader, secretariat, asked):
    reader.force_login(secretariat)
    page = reader.get(reverse("forum_answers", args=[asked.pk]))
    assert (len(page.context["lines"]), dict(page.context["states"])[State.UNREACHED]) == (3, 1)
    filtered = reader.get(f"{reverse('forum_answers', args=[asked.pk])}?keadaan=unreached")
    assert [line.organisation.name for line in filtered.context["lines"]] == ["Tanpa alamat"]


def test_answer_told_by_phone_is_recorded_by_the_secretariat_with_who_and_how(
    reader, secretariat, asked, kpi, kpi_member
):
    url = reverse("forum_answer_record", args=[asked.pk, kpi.pk])
    told = {"answer": "represented", "attendees": 1, "way": "phone", "note": "Sekretaris hadir."}
    reader.force_login(kpi_member)
    assert reader.post(url, told).status_code == 302
    assert not Rsvp.objects.filter(organisation=kpi).exists()
    reader.force_login(secretariat)
    assert reader.post(url, {**told, "way": ""}).status_code == 422
    reader.post(url, told)
    answer = Rsvp.objects.get(organisation=kpi)
    assert (answer.answer, answer.answered_by, answer.note) == ("represented", secretariat, "Sekretaris hadir.")
    entry = LedgerEntry.objects.get(verb=events.RSVP_ANSWERED, target=f"forum.rsvp:{answer.pk}")
    assert (entry.actor, entry.data["way"]) == (secretariat, "phone")
    assert events.sentence_of(entry.verb, entry.data) == "recorded the answer that KPI gave by phone"
    assert {line.organisation: line.told for line in lines_of(asked)}[kpi] == "by phone"


def test_nobody_records_for_who_is_not_invited_nor_after_the_meeting_is_called_off(secretariat, asked, kpi, bi_member):
    told = {"answer": "yes", "way": "letter"}
    for organisation, by in [(OrganisationFactory(), secretariat), (kpi, bi_member)]:
        with pytest.raises(PermissionDenied):
            services.record_answer(asked, organisation=organisation, by=by, **told)
    services.cancel_meeting(asked.meeting, reason="Narasumber berhalangan.", by=secretariat)
    asked = InvitationPage.objects.get()
    with pytest.raises(ValidationError):
        services.record_answer(asked, organisation=kpi, by=secretariat, **told)


def test_chosen_ones_get_it_again_and_nobody_else(reader, secretariat, asked, committed, bi, kpi):
    with committed():
        services.send_invitation(asked, by=secretariat)
    before = len(mail.outbox)
    reader.force_login(secretariat)
    with committed():
        reader.post(reverse("forum_answers_act", args=[asked.pk]), {"organisation": [kpi.pk], "again": ""})
    assert [message.to for message in mail.outbox[before:]] == [["kpi@contoh.id"]]
    assert LedgerEntry.objects.get(verb=events.INVITATION_REPEATED).data == {"organisations": [kpi.pk]}
    with committed():
        services.send_invitation(asked, by=secretariat)
    assert len(mail.outbox) == before + 1


def test_addresses_of_the_chosen_ones_are_there_to_be_copied(reader, secretariat, asked, bi, kpi, bi_member):
    url = reverse("forum_answers_act", args=[asked.pk])
    reader.force_login(bi_member)
    assert reader.post(url, {"organisation": [kpi.pk], "addresses": ""}).status_code == 302
    reader.force_login(secretariat)
    page = reader.post(url, {"organisation": [bi.pk, kpi.pk], "addresses": ""})
    assert page.context["addresses"] == f"{bi_member.email}, kpi@contoh.id"


# --- a meeting is called off


def test_meeting_is_called_off_with_a_reason_once(reader, secretariat, asked, bi_member):
    meeting = asked.meeting
    url = reverse("forum_cancel_meeting", args=[meeting.pk])
    reader.force_login(bi_member)
    assert reader.post(url, {"reason": "Berhalangan."}).status_code == 302
    reader.force_login(secretariat)
    assert reader.post(url, {"reason": " "}).status_code == 422
    assert MeetingPage.objects.get(pk=meeting.pk).status == MeetingPage.Status.SCHEDULED
    reader.post(url, {"reason": "Narasumber berhalangan."})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.status_reason, meeting.live) == ("cancelled", "Narasumber berhalangan.", True)
    assert reader.get(url).status_code == 404


def test_copy_is_another_letter_and_is_mailed_to_nobody(client, asked, kpi, committed):
    asked.number, asked.letter_date = "005/1/2026", "2026-01-02"
    asked.save_revision().publish()
    before = len(mail.outbox)
    client.force_login(secretariat_user(is_superuser=True))
    url = reverse("wagtailadmin_pages:copy", args=[asked.pk])
    words = {"new_title": "Lain", "new_slug": "lain", "new_parent_page": asked.get_parent().pk}
    with committed():
        client.post(url, {**words, "publish_copies": "on"})
    copied = type(asked).objects.get(slug="lain")
    for one in (copied, copied.get_latest_revision_as_object()):
        assert (one.live, one.number, one.letter_date, one.rsvps.count()) == (False, "", None, 0)
    assert copied.invitees.count() == 3
    assert len(mail.outbox) == before


def test_editor_names_the_acts_by_what_they_do(client, asked):
    client.force_login(secretariat_user(is_superuser=True))
    client.cookies["django_language"] = "en"
    page = client.get(reverse("wagtailadmin_pages:edit", args=[asked.meeting.pk])).content.decode()
    for name in ("forum_cancel_meeting", "forum_withdraw"):
        assert reverse(name, args=[asked.meeting.pk]) in page
    assert 'name="action-submit"' not in page
    letter = client.get(reverse("wagtailadmin_pages:edit", args=[asked.pk])).content.decode()
    assert all(reverse("forum:invitation-letter", args=[asked.pk, format]) in letter for format in ("pdf", "docx"))

"""Texts for WhatsApp: five lines, with an address that shows nobody more than they may see."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.http import int_to_base36

from forum import services
from forum.documents.invitations.messages import messages_of
from forum.models import InvitationPage, MeetingPage
from tests.factories import invitation_page, meeting_page

pytestmark = pytest.mark.django_db


def texts(invitation):
    return {one.label: one.text for one in messages_of(InvitationPage.objects.get(pk=invitation.pk))}


def test_invitation_and_reminder_are_five_lines_with_the_short_address(bi):
    invitation = invitation_page(to=[bi], parent=meeting_page(room="Pendopo"))
    for text in texts(invitation).values():
        heading, _when, where, _until, address = text.splitlines()
        assert (invitation.meeting.title.lower() in heading.lower(), where) == (True, "Pendopo")
        assert address == f"http://localhost:8000/u/{int_to_base36(invitation.pk)}/"
    assert list(texts(invitation)) == ["Undangan", "Pengingat"]
    [first, _second] = messages_of(invitation)
    assert parse_qs(urlsplit(first.url).query) == {"text": [first.text]}


def test_what_was_changed_or_cancelled_has_a_text_of_its_own(bi, secretariat):
    meeting = meeting_page(room="Pendopo")
    invitation = invitation_page(to=[bi], parent=meeting, live=False)
    services.publish_page(invitation, by=secretariat)
    MeetingPage.objects.update(room="Aula")
    assert "Aula" in texts(invitation)["Perubahan"]
    services.cancel_meeting(MeetingPage.objects.get(), reason="Banjir.", by=secretariat)
    assert list(texts(invitation)) == ["Pembatalan"]
    assert "Banjir." in texts(invitation)["Pembatalan"]


def test_short_address_leads_where_its_reader_may_go_and_says_nothing_else(reader, bi, bi_member):
    closed, draft = invitation_page(to=[bi], is_open=False), invitation_page(slug="draf", live=False)
    [text, _reminder] = [one.text for one in messages_of(closed)]
    path = urlsplit(re.search(r"http\S+/u/\S+", text)[0]).path
    for unknown in (path, f"/u/{int_to_base36(draft.pk)}/", "/u/zz/", "/u/--/"):
        assert reader.get(unknown).status_code == 404
    reader.force_login(bi_member)
    assert reader.get(path)["Location"] == closed.url


def test_desk_shows_the_texts_and_a_personal_link_once(reader, secretariat, bi):
    invitation = invitation_page(to=[bi])
    reader.force_login(secretariat)
    page = reader.get(f"/admin/forum/undangan/{invitation.pk}/").content.decode()
    assert "https://wa.me/?text=" in page
    shown = reader.post(f"/admin/forum/undangan/{invitation.pk}/tautan/{bi.pk}/").content.decode()
    assert len(set(re.findall(r"http://localhost:8000/undangan/jawab/[\w-]{32}/", shown))) == 1

"""Strangers try the doors of a registration: each gets a clear answer, nothing is lost, a flood is logged."""

import logging

import pytest

from forum import services
from forum.models import Registration, RegistrationQuestion, ReservedSeats
from forum.services import limits
from forum.views.invitations.registrations import REGISTRATIONS_PER_HOUR
from tests.factories import invitation_page
from tests.forum.services.invitations.test_waiting_list import asked

pytestmark = pytest.mark.django_db
FORM = {"name": "Siti", "email": "siti@contoh.id", "consent": "on"}


@pytest.mark.parametrize("token", ["salah", "%00", "x" * 5_000, "%2e%2e", "%F0%9F%98%80", "'--", "%0d%0aSet-Cookie"])
@pytest.mark.parametrize("door", ["pasti", "batal"])
def test_invented_links_lead_nowhere(reader, door, token):
    asked(invitation_page(), "siti")
    for answer in (reader.get(f"/undangan/{door}/{token}/"), reader.post(f"/undangan/{door}/{token}/")):
        assert answer.status_code == 404
    if token == "salah":
        assert "This link is not known" in answer.content.decode()


def test_links_that_are_used_again_change_nothing_more(reader):
    invitation = invitation_page()
    token = asked(invitation, "siti").token
    for words in ("You are registered", "You are registered"):
        assert words in reader.post(f"/undangan/pasti/{token}/").content.decode()
    for _twice in range(2):
        assert "is cancelled" in reader.post(f"/undangan/batal/{token}/").content.decode()
    assert "is cancelled" in reader.post(f"/undangan/pasti/{token}/").content.decode()
    assert Registration.objects.get().confirmed_at is not None
    assert invitation.registrations.with_place().count() == 0


def test_flood_from_one_network_is_stopped_logged_and_keeps_what_was_typed(reader, rf, caplog):
    url = f"/undangan/{invitation_page().pk}/daftar/"
    for number in range(REGISTRATIONS_PER_HOUR):
        neighbour = rf.post(url, REMOTE_ADDR=f"2001:db8::{number:x}")
        assert limits.count_request(neighbour, "registrations", most=REGISTRATIONS_PER_HOUR)
    with caplog.at_level(logging.WARNING, "forum.views.invitations.registrations"):
        refused = reader.post(url, FORM, REMOTE_ADDR="2001:db8::ffff:1")
    told = [one.getMessage() for one in caplog.records if one.name == "forum.views.invitations.registrations"]
    assert (refused.status_code, len(told)) == (429, 1)
    assert 'value="siti@contoh.id"' in refused.content.decode()
    assert "siti" not in caplog.text
    assert reader.post(url, FORM, REMOTE_ADDR="2001:db8:0:1::1").status_code == 302


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"name": "Si\x00ti\u202e", "needs": "\x07"}, 302),
        ({"name": "\u200b"}, 422),
        ({"email": "siti@contoh.id\nBcc: semua@contoh.id"}, 422),
        ({"seat": "\x00"}, 422),
        ({"seat": ["a", "b"]}, 422),
        ({"photographs": "maybe"}, 422),
        ({"answer_x": "\x00\x1b[31m"}, 302),
        ({"answer_x": "x" * 100_000}, 422),
        ({"sector": "9" * 30}, 422),
        ({"waits": "\x00"}, 302),
    ],
)
def test_hostile_values_are_cleaned_or_refused(reader, secretariat, fields, status):
    invitation = invitation_page(capacity=5)
    invitation.questions = [RegistrationQuestion(label="Usul", key="x")]
    invitation.reserved_seats = [ReservedSeats(label="Pers", number=1)]
    services.publish_page(invitation, by=secretariat)
    assert reader.post(f"/undangan/{invitation.pk}/daftar/", {**FORM, **fields}).status_code == status
    kept = str(list(Registration.objects.values("name", "needs", "answers", "seat")))
    assert not set("\x00\x07\x1b\u202e") & set(kept)

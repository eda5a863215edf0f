"""Places that are kept for groups, until they are given to everybody, once."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from forum import events, services
from forum.models import LedgerEntry, Registration, ReleasedSeats, ReservedSeats
from tests.factories import invitation_page, meeting_page
from tests.forum.services.invitations.test_waiting_list import asked, came, states

pytestmark = pytest.mark.django_db
SOON = timezone.timedelta(hours=30)


@pytest.fixture
def invitation(secretariat):
    """Three places, two of them for the press until a day before."""
    meeting = meeting_page(starts_at=timezone.now() + SOON)
    invitation = invitation_page(parent=meeting, capacity=3)
    invitation.reserved_seats = [ReservedSeats(label="Jurnalis", number=2, released_before=24)]
    return services.publish_page(invitation, by=secretariat)


def press(invitation):
    return invitation.reserved_seats.get().key


def test_reserved_places_are_for_their_group_which_may_have_the_others_too(invitation):
    came(invitation, "ani")
    assert came(invitation, "budi").is_waiting
    came(invitation, "pers1", seat=press(invitation))
    came(invitation, "pers2", seat=press(invitation))
    assert came(invitation, "pers3", seat=press(invitation)).is_waiting
    assert list(states(invitation).values()).count("confirmed") == 3


def test_group_that_is_not_reserved_for_is_refused(invitation):
    with pytest.raises(ValidationError) as refusal:
        asked(invitation, "ani", seat="karangan")
    assert (refusal.value.code, Registration.objects.count()) == ("seat", 0)


def test_unused_places_are_given_to_everybody_once_at_the_time_that_was_set(invitation, committed, secretariat):
    for name in ("ani", "budi", "citra", "dedi"):
        came(invitation, name)
    came(invitation, "pers", seat=press(invitation))
    services.release_seats()
    assert not ReleasedSeats.objects.exists()
    meeting = invitation.meeting
    type(meeting).objects.filter(pk=meeting.pk).update(starts_at=timezone.now() + datetime.timedelta(hours=24))
    with committed():
        services.release_seats()
        services.release_seats()
    confirmed = {name for name, state in states(invitation).items() if state == "confirmed"}
    assert confirmed == {"Ani", "Budi", "Pers"}
    (entry,) = LedgerEntry.objects.filter(verb=events.SEATS_RELEASED)
    assert (entry.data, entry.audience) == ({"count": 1}, "secretariat")
    assert LedgerEntry.objects.filter(verb=events.REGISTRATION_MOVED_UP).count() == 1
    services.publish_page(invitation, by=secretariat)  # takes nothing back
    services.release_seats()
    assert ReleasedSeats.objects.count() == 1


def test_key_of_a_group_outlives_what_is_published_later(invitation, secretariat):
    key = press(invitation)
    invitation.get_latest_revision_as_object().save_revision().publish()
    assert press(invitation) == key


def test_form_offers_the_groups_and_puts_nobody_into_one(invitation, reader):
    page = reader.get(invitation.url)
    field = page.context["registration"]["seat"]
    assert [(str(label), value) for value, label in field.field.choices] == [
        ("None of these", ""), ("Jurnalis", press(invitation)),
    ]  # fmt: skip
    assert field.value() in ("", None)
    assert "1 place is left" in page.content.decode()


def test_no_more_is_reserved_than_there_is(invitation, secretariat):
    form_class = type(invitation).get_edit_handler().get_form_class()
    rows = {"reserved_seats-TOTAL_FORMS": "1", "reserved_seats-INITIAL_FORMS": "0"}
    one = {"reserved_seats-0-label": "Pers", "reserved_seats-0-released_before": "24", "reserved_seats-0-ORDER": "1"}
    for number, is_right in (("3", True), ("4", False)):
        data = {**rows, **one, "reserved_seats-0-number": number, "capacity": "3"}
        form = form_class(data, instance=invitation_page(slug=f"x{number}", capacity=3), for_user=secretariat)
        form.is_valid()
        assert form.formsets["reserved_seats"].is_valid() == is_right


def test_group_goes_with_the_needs_after_the_meeting(invitation):
    one = came(invitation, "pers", seat=press(invitation), photographs="no")
    services.forget_registrations(at=timezone.now() + datetime.timedelta(days=7))
    one.refresh_from_db()
    assert (one.seat, one.photographs) == ("", "no")

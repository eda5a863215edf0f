"""Where all places are taken, people wait in an order that nobody bends, and the list moves up by itself."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from forum import clock, events, services
from forum.models import LedgerEntry, MeetingPage, Registration
from forum.reading.concerned import of_invitation
from forum.reading.invitations.places import position_of
from tests.factories import invitation_page, meeting_page

pytestmark = pytest.mark.django_db
MOVED_UP = "Anda mendapat tempat"


@pytest.fixture
def full():
    """One place, taken by Ani; Budi, Citra and Dedi wait, in this order."""
    invitation = invitation_page(capacity=1)
    return invitation, [came(invitation, name) for name in ("ani", "budi", "citra", "dedi")]


def asked(invitation, name, **fields):
    consent = {"consent": "I agree.", "waits": True}
    return services.register(invitation, name=name.title(), email=f"{name}@contoh.id", **{**consent, **fields})


def came(invitation, name, **fields):
    return services.confirm_registration(asked(invitation, name, **fields))


def states(invitation):
    return {one.name: str(one.state) for one in invitation.registrations.all()}


def verbs():
    return list(
        LedgerEntry.objects.filter(verb__startswith="registration.").order_by("seq").values_list("verb", flat=True)
    )


def mailed():
    return [(message.to[0], message.subject.split(":")[0]) for message in mail.outbox]


def test_who_finds_all_places_taken_waits_in_the_order_of_the_links_used(full):
    invitation, (_ani, *waiting) = full
    assert states(invitation) == {"Ani": "confirmed", "Budi": "waiting", "Citra": "waiting", "Dedi": "waiting"}
    assert [(one.waiting_number, position_of(one)) for one in waiting] == [(1, 1), (2, 2), (3, 3)]
    assert verbs() == [events.REGISTRATION_MADE] + [events.REGISTRATION_WAITING] * 3
    with pytest.raises(ValidationError) as refusal:
        asked(invitation, "eka", waits=False)
    assert refusal.value.code == "full"


def test_place_given_back_goes_to_the_first_with_one_mail_and_one_entry(full, committed):
    invitation, (ani, budi, citra, _dedi) = full
    mail.outbox.clear()
    with committed():
        services.cancel_registration(ani)
        services.cancel_registration(ani)
    assert states(invitation) == {"Ani": "cancelled", "Budi": "confirmed", "Citra": "waiting", "Dedi": "waiting"}
    assert mailed() == [("budi@contoh.id", MOVED_UP)]
    assert f"/undangan/batal/{budi.token}/" in mail.outbox[0].body
    assert verbs()[-2:] == [events.REGISTRATION_CANCELLED, events.REGISTRATION_MOVED_UP]
    assert position_of(citra) == 1
    with committed():  # the promoted give it back as others do
        services.cancel_registration(budi)
    assert mailed()[1:] == [("citra@contoh.id", MOVED_UP)]


def test_who_leaves_the_list_or_comes_back_to_it_passes_nobody(full):
    invitation, (ani, budi, _citra, _dedi) = full
    services.cancel_registration(budi)
    came(invitation, "budi")
    services.cancel_registration(ani)
    assert states(invitation) == {"Ani": "cancelled", "Budi": "waiting", "Citra": "confirmed", "Dedi": "waiting"}


def test_more_places_by_publication_move_the_list_up_and_a_newcomer_passes_nobody(full, committed, secretariat):
    invitation, _people = full
    invitation.capacity = 3
    with committed():
        services.publish_page(invitation, by=secretariat)
    assert states(invitation) == {"Ani": "confirmed", "Budi": "confirmed", "Citra": "confirmed", "Dedi": "waiting"}
    assert sorted(mailed()) == [("budi@contoh.id", MOVED_UP), ("citra@contoh.id", MOVED_UP)]
    invitation.capacity = 4
    services.publish_page(invitation, by=secretariat)  # not committed yet: the newcomer comes first
    assert came(invitation, "eka").is_waiting
    assert states(invitation)["Dedi"] == "confirmed"


@pytest.mark.parametrize("end", ["begun", "cancelled", "closed", "withdrawn"])
def test_nobody_moves_up_after_the_meeting_began_or_the_invitation_ended(full, committed, end):
    invitation, (ani, *_waiting) = full
    meetings, now = MeetingPage.objects.filter(pk=invitation.meeting.pk), timezone.now()
    if end == "begun":
        meetings.update(starts_at=now - datetime.timedelta(minutes=1), ends_at=now + datetime.timedelta(hours=1))
    elif end == "cancelled":
        meetings.update(status=MeetingPage.Status.CANCELLED)
    else:
        fields = {"registration_until": now} if end == "closed" else {"live": False}
        type(invitation).objects.filter(pk=invitation.pk).update(**fields)
    with committed():
        services.cancel_registration(ani)
        services.release_seats()
    assert set(states(invitation).values()) == {"cancelled", "waiting"}
    assert mailed() == []
    if end == "begun":  # and nobody is put on a list that moves no longer
        late = Registration.objects.create(invitation=invitation, name="Eka", email="eka@contoh.id")
        type(invitation).objects.filter(pk=invitation.pk).update(capacity=0)
        with pytest.raises(ValidationError) as refusal:
            services.confirm_registration(late)
        assert refusal.value.code == "full"


def test_who_waits_is_told_so_by_mail_and_by_the_link(full, reader, committed):
    invitation, (ani, *_waiting) = full
    with committed():
        eka = asked(invitation, "eka")
    assert "Semua tempat sudah terisi saat ini" in mail.outbox.pop().body
    url = f"/undangan/pasti/{eka.token}/"
    assert "You would be number 4 on the waiting list" in reader.get(url).content.decode()
    with committed():
        answer = reader.post(url).content.decode()
    assert "Your number is 4" in answer
    assert mailed() == [("eka@contoh.id", "Anda berada di daftar tunggu")]
    assert "Anda berada di nomor 4 daftar tunggu" in mail.outbox[0].body
    services.cancel_registration(ani)
    assert "Your number is 3" in reader.get(url).content.decode()
    assert "Do you leave the waiting list" in reader.get(f"/undangan/batal/{eka.token}/").content.decode()


def test_waiting_does_not_lapse_and_who_is_forgotten_does_not_move_up(full):
    invitation, (ani, budi, *_others) = full
    day_after = clock.now() + 2 * Registration.CONFIRMED_WITHIN
    services.forget_registrations(at=day_after)
    assert invitation.registrations.waiting().count() == 3
    services.forget_registrations_of([budi.email])
    services.cancel_registration(ani)
    assert states(invitation)["Citra"] == "confirmed"


def test_form_of_a_full_meeting_is_for_the_list_and_says_so_before_it_is_sent(reader):
    invitation = invitation_page(capacity=1)
    url, form = f"/undangan/{invitation.pk}/daftar/", {"name": "Eka", "email": "eka@contoh.id", "consent": "on"}
    came(invitation, "ani")
    meanwhile = reader.post(url, form)  # the form was for a place
    assert (meanwhile.status_code, Registration.objects.count()) == (422, 1)
    assert meanwhile.context["registration"]["waits"].value() == "on"
    assert 'value="eka@contoh.id"' in meanwhile.content.decode()
    for seen in (meanwhile, reader.get(invitation.url)):
        assert "You would be number 1 on the waiting list" in seen.content.decode()
    invitation = type(invitation).objects.get()
    type(invitation).objects.update(capacity=2)
    asks = reader.post(url, {**form, "consent": "", "waits": "on"})  # a place has become free
    assert (asks.status_code, asks.context["waits"], asks.context["registration"]["waits"].value()) == (422, False, "")
    type(invitation).objects.update(capacity=1)
    page = reader.get(invitation.url).content.decode()
    assert "You would be number 1 on the waiting list" in page
    assert reader.post(url, {**form, "waits": "True"}).status_code == 302
    assert services.confirm_registration(Registration.objects.get(name="Eka")).waiting_number == 1


def test_full_meeting_that_has_begun_says_so_in_place_of_the_form(reader):
    now = timezone.now()
    meeting = meeting_page(starts_at=now - datetime.timedelta(minutes=5), ends_at=now + datetime.timedelta(hours=1))
    page = reader.get(invitation_page(parent=meeting, capacity=0).url).content.decode()
    assert "All places are taken, and nobody moves up any more." in page
    assert "<button" not in page.partition('id="daftar"')[2].partition("</section>")[0]


def test_who_waits_is_told_that_the_meeting_moved_and_not_reminded_to_come(full, committed, secretariat):
    invitation, _people = full
    meeting = services.publish_page(invitation.meeting, by=secretariat)
    meeting.starts_at += datetime.timedelta(days=1)
    with committed():
        services.publish_page(meeting, by=secretariat)
    told = {message.to[0]: message for message in mail.outbox}
    assert set(told) == {f"{name}@contoh.id" for name in ("ani", "budi", "citra", "dedi")}
    assert "daftar tunggu" in told["budi@contoh.id"].body
    assert [len(told[f"{name}@contoh.id"].attachments) for name in ("ani", "budi")] == [1, 0]
    assert [one.has_place for one in of_invitation(invitation).values()] == [True, False, False, False]

"""Citizens register without a login: places, addresses, programs, mails, and what is forgotten."""

import csv
import datetime
import io

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from forum import events, ledger, services
from forum.models import LedgerEntry, Registration
from forum.views.invitations.registrations import REGISTRATIONS_PER_HOUR
from tests.factories import RegistrationFactory, SectorFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
SITI = {"name": "Siti Aminah", "email": "siti@contoh.id", "consent": "I agree."}
FORM = {"name": "Siti Aminah", "email": "siti@contoh.id", "from_organisation": "Desa Sukorejo", "consent": "on"}


def registered(invitation, **fields):
    """Asked for, and the link in the mail used."""
    return services.confirm_registration(services.register(invitation, **{**SITI, **fields}))


def names():
    return set(Registration.objects.values_list("name", flat=True))


def test_a_registration_is_kept_with_its_consent_and_without_personal_data_in_the_ledger(bi):
    invitation = invitation_page()
    registration = registered(invitation, needs="kursi roda", sector=bi.sector)
    assert (registration.consent, registration.sector) == ("I agree.", bi.sector)
    entry = LedgerEntry.objects.get(verb=events.REGISTRATION_MADE)
    assert (entry.audience, entry.data, entry.actor) == ("secretariat", {}, None)
    assert entry.content == ledger.digest_of(registration.token)


def test_without_consent_nothing_is_kept():
    with pytest.raises(ValidationError):
        services.register(invitation_page(), **{**SITI, "consent": ""})
    assert names() == set()


def test_the_last_place_is_given_once_and_comes_back_when_cancelled():
    invitation = invitation_page(capacity=1)
    first = registered(invitation)
    with pytest.raises(ValidationError) as refusal:
        services.register(invitation, **{**SITI, "email": "budi@contoh.id"})
    assert refusal.value.code == "full"
    services.cancel_registration(first)
    registered(invitation, name="Budi", email="budi@contoh.id")
    with pytest.raises(ValidationError):
        services.register(invitation, **SITI)
    assert invitation.places_left == 0


def test_the_same_address_gives_the_first_registration_and_no_second_mail(committed):
    invitation = invitation_page(capacity=1)
    first = registered(invitation)
    with committed():
        again = services.register(invitation, **{**SITI, "name": "Orang lain", "email": "SITI@contoh.id "})
    assert again == first
    assert names() == {"Siti Aminah"}
    assert mail.outbox == []  # one went already within this hour
    assert LedgerEntry.objects.filter(verb=events.REGISTRATION_MADE).count() == 1


def test_who_cancelled_may_register_again_and_gets_a_new_mail(committed):
    invitation = invitation_page()
    with committed():
        registration = registered(invitation)
        services.cancel_registration(registration)
        services.cancel_registration(registration)
    mail.outbox.clear()
    with committed():
        again = services.register(invitation, **{**SITI, "name": "Siti A."})
    assert (again.pk, again.name, again.cancelled_at) == (registration.pk, "Siti A.", None)
    assert ([message.to for message in mail.outbox], again.confirmed_at) == ([["siti@contoh.id"]], None)
    assert LedgerEntry.objects.filter(verb=events.REGISTRATION_CANCELLED).count() == 1


def test_invented_addresses_take_no_place_from_those_who_answer():
    invitation = invitation_page(capacity=2)
    asked = [services.register(invitation, **{**SITI, "email": f"karangan{n}@contoh.id"}) for n in range(5)]
    assert invitation.places_left == 2
    assert not LedgerEntry.objects.filter(verb=events.REGISTRATION_MADE).exists()
    for one in asked[3:]:
        services.confirm_registration(services.confirm_registration(one))
    assert invitation.places_left == 0
    assert LedgerEntry.objects.filter(verb=events.REGISTRATION_MADE).count() == 2
    assert services.confirm_registration(asked[0]).is_waiting


def test_a_request_that_nobody_confirms_lapses_and_is_deleted():
    lapsed = services.register(invitation_page(), **SITI)
    fresh = services.register(invitation_page(slug="lain"), **SITI)
    Registration.objects.filter(pk=lapsed.pk).update(registered_at=timezone.now() - Registration.CONFIRMED_WITHIN)
    with pytest.raises(ValidationError) as refusal:
        services.confirm_registration(lapsed)
    assert refusal.value.code == "lapsed"
    services.forget_registrations()
    assert set(Registration.objects.all()) == {fresh}


def test_the_first_mail_holds_no_word_of_who_asked_and_an_address_gets_few_of_them(committed):
    words = {"name": "Menangkan hadiah di https://jahat.id", "from_organisation": "Bank palsu", "needs": "PIN kartu"}
    for number in range(5):
        with committed():
            services.register(invitation_page(slug=f"undangan-{number}"), **{**SITI, **words})
    assert len(mail.outbox) == 3
    assert not any(word in message.body + message.subject for message in mail.outbox for word in words.values())
    token = Registration.objects.first().token
    assert f"http://localhost:8000/undangan/pasti/{token}/" in mail.outbox[0].body


def test_opening_the_link_takes_no_place_and_the_button_does(reader):
    registration = services.register(invitation_page(capacity=1), **SITI)
    url = f"/undangan/pasti/{registration.token}/"
    assert "Siti Aminah" in reader.get(url).content.decode()
    assert registration.invitation.places_left == 1
    assert "You are registered" in reader.post(url).content.decode()
    assert registration.invitation.places_left == 0
    late = services.register(invitation_page(slug="lain"), **SITI)
    Registration.objects.filter(pk=late.pk).update(registered_at=timezone.now() - Registration.CONFIRMED_WITHIN)
    assert reader.post(f"/undangan/pasti/{late.token}/").status_code == 422
    assert reader.post("/undangan/pasti/salah/").status_code == 404


def test_page_of_a_place_says_when_and_where_and_speaks_of_the_meeting_not_of_its_letter(reader, committed):
    meeting = meeting_page(title="Rapat data", room="Pendopo", starts_at=timezone.now() + datetime.timedelta(days=3))
    invitation = invitation_page(parent=meeting, title=f"Undangan: {meeting.title}")
    with committed():
        registration = services.register(invitation, **SITI)
    url = f"/undangan/pasti/{registration.token}/"
    asked = reader.get(url).content.decode()
    assert "Do you come to “Rapat data”?" in asked
    assert "Pendopo" not in asked
    with committed():
        assert "Pendopo" in reader.post(url).content.decode()
    told = [message.subject for message in mail.outbox]
    assert told == ["Pastikan tempat Anda: Rapat data", "Anda terdaftar: Rapat data"]
    PageViewRestriction.objects.create(page=meeting, restriction_type="login")
    assert "Pendopo" not in reader.get(url).content.decode()


def test_only_open_published_and_current_invitations_take_registrations(bi):
    over = meeting_page(starts_at=timezone.now() - datetime.timedelta(days=2))
    for refused in (invitation_page(is_open=False, to=[bi]), invitation_page(slug="draf", live=False)):
        with pytest.raises(PermissionDenied):
            services.register(refused, **SITI)
    with pytest.raises(ValidationError):
        services.register(invitation_page(parent=over), **SITI)
    services.register(invitation_page(slug="terbuka"), **SITI)
    assert names() == {"Siti Aminah"}


def test_the_mail_carries_date_place_calendar_and_the_way_out(committed):
    meeting = meeting_page(
        starts_at=datetime.datetime(2030, 5, 7, 13, tzinfo=timezone.get_default_timezone()),
        room="Gedung <Pemkab> & Balai",
        agenda=["Evaluasi B03"],
    )
    invitation = invitation_page(parent=meeting, title="Undangan & bimtek", bring=["DPA 2018"])
    registration = services.register(invitation, **SITI)
    with committed():
        services.confirm_registration(registration)
    (message,) = mail.outbox
    assert "Undangan & bimtek" in message.subject
    for part in ("7 Mei 2030", "13.00 WIB", "Gedung <Pemkab> & Balai", "1. Evaluasi B03", "1. DPA 2018", "I agree."):
        assert part in message.body
    assert f"http://localhost:8000/undangan/batal/{registration.token}/" in message.body
    ((content, kind),) = message.alternatives
    assert kind == "text/calendar; method=REQUEST"
    (event,) = Calendar.from_ical(content).events
    assert event.start == meeting.starts_at
    assert (event["ATTENDEE"], event["ATTENDEE"].params["PARTSTAT"]) == (f"mailto:{registration.email}", "ACCEPTED")


def test_a_citizen_registers_by_form_and_sees_the_same_whoever_is_registered(reader, committed):
    invitation = invitation_page()
    url = f"/undangan/{invitation.pk}/daftar/"
    with committed():
        responses = [reader.post(url, FORM, follow=True), reader.post(url, FORM, follow=True)]
    pages = [[str(message) for message in response.context["messages"]] for response in responses]
    assert pages[0] == pages[1] != []
    assert names() == {"Siti Aminah"}
    assert "Legal basis" in Registration.objects.get().consent
    assert len(mail.outbox) == 1


def test_the_form_refuses_what_is_missing_and_keeps_what_was_written(reader):
    invitation = invitation_page(capacity=0)
    url = f"/undangan/{invitation.pk}/daftar/"
    response = reader.post(url, {**FORM, "consent": ""})
    assert (response.status_code, set(response.context["registration"].errors)) == (422, {"consent"})
    full = reader.post(url, FORM)
    assert full.status_code == 422
    assert full.context["registration"].non_field_errors() == ["All places are taken."]
    assert names() == set()


def test_a_program_that_fills_the_hidden_field_is_thanked_and_forgotten(reader):
    invitation = invitation_page()
    response = reader.post(f"/undangan/{invitation.pk}/daftar/", {**FORM, "website": "http://spam.example"})
    assert response.status_code == 302
    assert names() == set()


def test_one_address_cannot_register_without_end(reader):
    url = f"/undangan/{invitation_page().pk}/daftar/"
    codes = [reader.post(url, {}).status_code for _ in range(REGISTRATIONS_PER_HOUR + 1)]
    assert codes == [422] * REGISTRATIONS_PER_HOUR + [429]
    assert reader.post(url, FORM).status_code == 429
    assert reader.post(url, FORM, REMOTE_ADDR="10.1.1.1").status_code == 302
    assert names() == {"Siti Aminah"}


def test_the_link_in_the_mail_asks_before_it_cancels(reader):
    registration = services.register(invitation_page(), **SITI)
    url = f"/undangan/batal/{registration.token}/"
    asked = reader.get(url)
    registration.refresh_from_db()
    assert (asked.status_code, registration.cancelled_at) == (200, None)
    assert "Siti" not in asked.content.decode()
    assert reader.get("/undangan/batal/something-else/").status_code == 404
    assert reader.post(url).status_code == 200
    registration.refresh_from_db()
    assert registration.cancelled_at is not None


def test_the_public_page_shows_numbers_and_never_who_comes(reader, secretariat, bi_member):
    invitation = invitation_page(capacity=5)
    registered(invitation, needs="kursi roda")
    for login in (None, bi_member, secretariat):
        if login:
            reader.force_login(login)
        page = reader.get(invitation.url).content.decode()
        assert ("4 places are left" in page) == (login != bi_member)  # a member answers for the organisation
        assert "Siti" not in page
        assert "kursi roda" not in page


def test_the_list_with_names_is_for_the_secretariat(reader, secretariat, bi_member):
    invitation = invitation_page()
    registered(invitation, sector=SectorFactory(slug="academic"))
    services.register(invitation, **{**SITI, "name": "Belum pasti", "email": "belum@contoh.id"})
    url, download = f"/admin/forum/undangan/{invitation.pk}/", f"/admin/forum/undangan/{invitation.pk}/unduh/"
    reader.force_login(bi_member)
    assert {reader.get(url).status_code, reader.post(download).status_code} <= {302, 403}
    reader.force_login(secretariat)
    listed = reader.get(url)
    assert "Siti Aminah" in listed.content.decode()
    assert listed.context["public"].sectors == [("ACADEMIC", 1)]
    assert [one.name for one in listed.context["public"].unconfirmed] == ["Belum pasti"]
    assert "siti@contoh.id" in reader.post(download).content.decode()


def test_the_export_is_recorded_and_holds_no_formula(secretariat, bi_member):
    invitation = invitation_page()
    services.register(invitation, **{**SITI, "name": '=HYPERLINK("http://x")'})
    with pytest.raises(PermissionDenied):
        services.export_registrations(invitation, by=bi_member)
    _header, row = csv.reader(io.StringIO(services.export_registrations(invitation, by=secretariat)))
    assert row[:3] == ['\'=HYPERLINK("http://x")', "siti@contoh.id", ""]
    entry = LedgerEntry.objects.get(verb=events.REGISTRATIONS_EXPORTED)
    assert (entry.actor, entry.data, entry.audience) == (secretariat, {"count": 1}, "secretariat")


def test_needs_go_after_the_meeting_and_names_a_year_later():
    meeting = meeting_page(starts_at=timezone.now() - datetime.timedelta(days=2))
    past, coming = invitation_page(parent=meeting), invitation_page(slug="nanti")
    for number, invitation in enumerate((past, past, coming)):
        RegistrationFactory(invitation=invitation, name=f"Warga {number}", needs="kursi roda")
    assert services.forget_registrations() == 2
    assert services.forget_registrations() == 0
    assert set(Registration.objects.values_list("name", "needs")) == {
        ("Warga 0", ""), ("Warga 1", ""), ("Warga 2", "kursi roda"),
    }  # fmt: skip
    later = timezone.now() + datetime.timedelta(days=364)
    assert services.forget_registrations(at=later) == 3
    assert set(past.registrations.values_list("name", flat=True)) == {"–"}
    assert set(coming.registrations.values_list("name", "needs")) == {("Warga 2", "")}
    assert not Registration.objects.filter(invitation=past, email__endswith="@contoh.id").exists()

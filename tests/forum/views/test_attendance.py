"""At the door without a login: a code tells its owner's state, the code of the room lets people say they are there."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forum.models import Presence
from forum.reading.attendance import codes
from forum.services import limits
from forum.services.tasks import mail_registration
from forum.views.attendance import CODES_PER_HOUR
from tests.factories import OrganisationFactory, RegistrationFactory, invitation_page, meeting_page

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def meeting():
    now = timezone.now()
    return meeting_page(starts_at=now - HOUR / 2, ends_at=now + HOUR)


@pytest.fixture
def letter(meeting, bi):
    return invitation_page(parent=meeting, to=[bi])


@pytest.fixture
def registration(letter):
    return RegistrationFactory(invitation=letter, name="Siti Aminah")


def room(meeting):
    return reverse("forum:self-check-in", args=[codes.room_code(meeting)])


def code_page(meeting, code):
    return reverse("forum:door-code", args=[meeting.pk, code])


VISITOR = {"umum-name": "Budi", "umum-from_organisation": "Desa Ngasem", "umum-consent": "on", "umum-no_photo": "on"}


def test_code_shows_its_state_changes_nothing_and_names_nobody(reader, meeting, registration, secretariat):
    url = code_page(meeting, codes.code_of_registration(registration))
    text = reader.get(url).content.decode()
    assert "You are registered" in text
    assert "<svg" in text
    assert "Siti" not in text
    assert reader.post(url).status_code == 405
    assert not Presence.objects.exists()
    reader.post(room(meeting), {"by_code": "1", "kode-code": codes.code_of_registration(registration)})
    assert "You are recorded as present" in reader.get(url).content.decode()


def test_unknown_codes_are_not_found_and_nobody_tries_many(reader, meeting, registration):
    assert reader.get(code_page(meeting, "AAAA2222")).status_code == 404
    while limits.count_use("door-codes:127.0.0.1", most=CODES_PER_HOUR):
        pass
    assert reader.get(code_page(meeting, "AAAA2222")).status_code == 429


def test_code_of_an_organisation_is_read_by_its_own_people_on_the_letter(
    reader, letter, meeting, bi, bi_member, kpi_member
):
    spelled = codes.DoorCode(meeting, codes.code_of_organisation(meeting, bi)).spelled
    told = {}
    for name, user in {"public": None, "kpi": kpi_member, "bi": bi_member}.items():
        reader.logout()
        if user:
            reader.force_login(user)
        told[name] = spelled in reader.get(letter.url).content.decode()
    assert told == {"public": False, "kpi": False, "bi": True}


def test_mail_that_confirms_a_place_and_the_page_to_give_it_back_have_the_code(reader, registration, meeting):
    mail_registration.func(registration.pk)
    spelled = codes.code_for(registration).spelled
    assert spelled in mail.outbox[0].body
    assert spelled in reader.get(reverse("forum:registration-cancel", args=[registration.token])).content.decode()


def test_somebody_from_the_public_says_to_be_there_with_consent_that_is_kept(reader, meeting):
    refused = reader.post(room(meeting), {**VISITOR, "umum-consent": ""})
    assert refused.status_code == 422
    assert 'value="Budi"' in refused.content.decode()
    assert not Presence.objects.exists()
    for _twice in range(2):
        assert "You are recorded" in reader.post(room(meeting), VISITOR, follow=True).content.decode()
    presence = Presence.objects.get()
    assert (presence.name, presence.way, presence.no_photo) == ("Budi", "self", True)
    assert "I agree that" in presence.consent


def test_form_that_comes_back_is_in_the_window_and_so_is_the_thanks(reader, meeting):
    """What is wrong stands at the head of its form: the browser goes there by the address that it was sent to."""
    for sent, own in [({"by_code": "1"}, "kode"), ({**VISITOR, "umum-name": ""}, "umum")]:
        page = reader.post(room(meeting), sent).content.decode()
        section = page.partition(f'<section class="section" id="{own}">')[2].partition("</section>")[0]
        assert f'action="#{own}"' in section
        assert "error-summary" in section
    assert reader.post(room(meeting), VISITOR).url == f"{room(meeting)}#main"


def test_what_a_visitor_types_makes_no_organisation_present(reader, meeting, bi):
    reader.post(room(meeting), {**VISITOR, "umum-from_organisation": bi.name})
    assert Presence.objects.get().organisation is None


def test_code_of_an_organisation_asks_who_it_is(reader, meeting, letter, bi):
    sent = {"by_code": "1", "kode-code": codes.code_of_organisation(meeting, bi)}
    assert "say who you are" in reader.post(room(meeting), sent).content.decode()
    reader.post(room(meeting), {**sent, "kode-name": "Sari"})
    assert (Presence.objects.get().organisation, Presence.objects.get().name) == (bi, "Sari")


def test_member_chooses_the_organisation_and_no_membership_of_others(reader, meeting, bi_member, kpi_member):
    reader.force_login(bi_member)
    others = kpi_member.person.memberships.get().pk
    assert reader.post(room(meeting), {"by_membership": "1", "membership": others}).status_code == 422
    own = bi_member.person.memberships.get().pk
    assert reader.post(room(meeting), {"by_membership": "1", "membership": own}).status_code == 302
    assert Presence.objects.get().person == bi_member.person


def test_program_is_answered_like_people_and_recorded_nowhere(reader, meeting):
    assert reader.post(room(meeting), {**VISITOR, "umum-website": "x"}).status_code == 302
    assert not Presence.objects.exists()


def test_too_late_is_said_plainly_and_what_was_typed_stays(reader):
    now = timezone.now()
    over = meeting_page(slug="usai", starts_at=now - 3 * HOUR, ends_at=now - HOUR)
    asked = reader.get(room(over)).content.decode()
    assert "It is too late" in asked
    assert "umum-name" not in asked
    page = reader.post(room(over), VISITOR)
    text = page.content.decode()
    assert page.status_code == 422
    assert "It is too late" in text
    assert 'value="Budi"' in text
    assert reader.get(room(over).replace(f"{over.pk}-", f"{over.pk}-X")).status_code == 404
    assert reader.get("/hadir/apa-saja/").status_code == 404


def test_letter_of_a_meeting_that_is_over_has_no_code(reader, bi, bi_member):
    now = timezone.now()
    over = meeting_page(slug="usai", starts_at=now - 3 * HOUR, ends_at=now - HOUR)
    letter = invitation_page(parent=over, to=[bi, OrganisationFactory()])
    reader.force_login(bi_member)
    assert "door-code" not in reader.get(letter.url).content.decode()

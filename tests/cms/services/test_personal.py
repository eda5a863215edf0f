"""What is stored about a person is theirs to take out and to have erased; the record keeps what was done, nameless."""

import datetime
import json

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.services.personal import erase_personal_data, take_out_personal_data
from cms.services.preparing import prepare_site
from decrees.models import Comment, Notification
from forum import events, ledger, services
from forum.models import LedgerEntry, Registration, Team, TeamMembership, User
from forum.services.attendance.recording import Arrival
from tests.clients import as_
from tests.factories import (
    OrganisationFactory,
    RegistrationFactory,
    invitation_page,
    meeting_page,
    member_of,
    secretariat_user,
)
from tests.factories.decrees import circulated, commented, opened

pytestmark = pytest.mark.django_db
NAME, ADDRESS, PHONE = "Kartika Wulandari", "kartika@contoh.id", "0812 0000 1111"


@pytest.fixture
def bi():
    return OrganisationFactory(name="BI", email="kantor@contoh.id")


@pytest.fixture
def login(bi):
    prepare_site()
    login = member_of(bi)
    login.email, login.first_name = ADDRESS, NAME
    login.set_password("sandi yang panjang")
    login.save()
    login.person.name, login.person.email, login.person.phone = NAME, ADDRESS, PHONE
    login.person.save()
    RegistrationFactory(invitation=invitation_page(), name=NAME, email=ADDRESS)
    return login


def everything_stored():
    """Every text of every table, as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(str(value) for value in row)


def tables_naming(*words):
    return {table for table, text in everything_stored() if any(word in text for word in words)}


def test_a_person_takes_out_all_that_is_stored_about_them_and_no_secret(login):
    commented(opened(circulated(), login.person.memberships.get().organisation).version, login, text="Mohon jelas.")
    told = json.dumps(take_out_personal_data(login), ensure_ascii=False)
    assert all(word in told for word in (NAME, ADDRESS, PHONE, "Mohon jelas."))
    assert login.password not in told
    assert Registration.objects.get().token not in told
    entry = LedgerEntry.objects.get(verb=events.PERSON_EXPORTED)
    assert (entry.actor, entry.audience, entry.data) == (login, "secretariat", {})


def test_after_erasing_no_table_names_the_person(login, bi, django_capture_on_commit_callbacks):
    version = circulated()
    opened(version, bi)
    comment = commented(version, login, text="Mohon jelas.")
    client = as_(login)
    client.get(reverse("decrees:notices"))
    with django_capture_on_commit_callbacks(execute=True):
        erase_personal_data(login, login.person, by=login)
    # The queue still holds the mails that say so; they go with the tasks that are done.
    assert tables_naming(NAME, ADDRESS, PHONE) <= {"django_tasks_database_dbtaskresult"}
    assert Comment.objects.get(pk=comment.pk).office == comment.office
    assert not Notification.objects.filter(user=login).exists()
    assert ledger.verify() is None
    assert client.get(reverse("decrees:notices")).status_code == 302, "the open session ended"
    assert ADDRESS in {address for message in mail.outbox for address in message.to}


def test_whoever_was_erased_speaks_for_nobody_and_the_organisation_is_told(
    login, bi, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        erase_personal_data(login, login.person, by=login)
    assert not login.groups.exists()
    assert login.person.memberships.get().end_date <= timezone.localdate()
    assert LedgerEntry.objects.filter(verb=events.MEMBERSHIP_ENDED, audience=f"organisation:{bi.pk}").exists()
    assert "kantor@contoh.id" in {address for message in mail.outbox for address in message.to}
    entry = LedgerEntry.objects.get(verb=events.PERSON_ERASED)
    assert (entry.actor, entry.audience, entry.target) == (login, "secretariat", f"forum.person:{login.person.pk}")


def test_the_log_of_the_administration_forgets_the_name_too(login):
    ModelLogEntry.objects.log_action(login.person, "wagtail.edit", user=login)
    erase_personal_data(login, login.person, by=secretariat_user())
    assert NAME not in ModelLogEntry.objects.for_instance(login.person).get().label


def test_only_the_person_and_the_secretariat_erase(login, bi):
    with pytest.raises(PermissionDenied):
        erase_personal_data(login, login.person, by=member_of(bi))
    assert User.objects.get(pk=login.pk).email == ADDRESS
    erase_personal_data(login, login.person, by=secretariat_user())
    assert User.objects.get(pk=login.pk).email != ADDRESS


def test_whoever_holds_a_duty_or_a_seat_in_a_team_is_not_erased_before_it_ends(login):
    duty = secretariat_user()
    with pytest.raises(ValidationError) as refusal:
        erase_personal_data(duty, None, by=duty)
    assert refusal.value.code == "duty"
    team = Team.objects.create(name="Tim", slug="tim")
    seat = TeamMembership.objects.create(team=team, role="Ketua", person=login.person, start_date=timezone.localdate())
    with pytest.raises(ValidationError) as refusal:
        erase_personal_data(login, login.person, by=login)
    assert refusal.value.code == "team"
    assert User.objects.get(pk=login.pk).email == ADDRESS
    seat.start_date = timezone.localdate() - datetime.timedelta(days=9)
    seat.end_date = timezone.localdate() - datetime.timedelta(days=1)
    seat.save()
    erase_personal_data(login, login.person, by=login)


def test_the_address_is_typed_before_anything_is_erased(login):
    client = as_(login)
    page = client.post(reverse("personal-erase"), {"address": "salah@contoh.id"})
    assert page.status_code == 422
    assert ADDRESS in page.content.decode()
    assert User.objects.get(pk=login.pk).email == ADDRESS
    assert client.post(reverse("personal-erase"), {"address": ADDRESS.upper()}).status_code == 302
    assert User.objects.get(pk=login.pk).is_active is False


def test_the_page_on_privacy_is_for_everybody_and_says_how_long(client, settings):
    prepare_site()
    settings.HIDDEN_WORDS_KEPT_DAYS = 123
    page = client.get(reverse("privacy")).content.decode()
    assert "123 hari" in page
    assert f'href="{reverse("personal-mine")}"' in page


def test_being_at_a_meeting_is_told_to_whoever_was_there_and_forgotten_with_the_person(login):
    meeting, secretariat = meeting_page(starts_at=timezone.now()), secretariat_user()
    registered = RegistrationFactory(invitation=invitation_page(parent=meeting), name="Nama lain", email=ADDRESS)
    others = [Arrival(name="Orang lain"), Arrival(registration=registered)]
    arrivals = [Arrival(membership=login.person.memberships.get()), *others]
    services.check_in(meeting, arrivals, way="desk", by=secretariat)
    told = json.dumps(take_out_personal_data(login), ensure_ascii=False)
    assert NAME in told
    assert "Nama lain" in told
    assert "Orang lain" not in told
    assert "Orang lain" not in json.dumps(take_out_personal_data(secretariat), ensure_ascii=False)
    erase_personal_data(login, login.person, by=login)
    assert tables_naming(NAME, "Nama lain") <= {"django_tasks_database_dbtaskresult"}
    assert "forum_presence" in tables_naming("Orang lain")

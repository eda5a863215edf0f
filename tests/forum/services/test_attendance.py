"""Who was really there: recorded once, withdrawn with a reason, and nobody's name in the ledger."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from forum import services
from forum.models import LedgerEntry, Presence
from forum.reading.attendance import codes, expected
from forum.services.attendance.recording import Arrival
from tests.databases import copy_of_migrated
from tests.factories import OrganisationFactory, RegistrationFactory, invitation_page, meeting_page, member_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def meeting(bi, kpi):
    """It has begun; BI and KPI are invited, and so is everybody."""
    now = timezone.now()
    return meeting_page(starts_at=now - HOUR / 2, ends_at=now + HOUR)


@pytest.fixture
def letter(meeting, bi, kpi):
    return invitation_page(parent=meeting, to=[bi, kpi])


@pytest.fixture
def registration(letter):
    return RegistrationFactory(invitation=letter, name="Siti Aminah", from_organisation="Desa Ngasem")


def came(meeting, by, *arrivals, way="desk"):
    return services.check_in(meeting, arrivals, way=way, by=by)


def people(meeting):
    return [(str(one), one.way) for one in expected.presences_of(meeting)]


def test_whoever_registered_is_recorded_once_however_they_come_again(meeting, registration, secretariat):
    first, again, by_name = (
        came(meeting, secretariat, arrival, way=way)[0]
        for arrival, way in [
            (Arrival(registration=registration), "qr"),
            (Arrival(registration=registration), "desk"),
            (Arrival(name="siti  AMINAH", from_organisation="desa ngasem"), "paper"),
        ]
    )
    assert (first[1], again, by_name) == (True, (first[0], False), (first[0], False))
    assert people(meeting) == [("Siti Aminah, Desa Ngasem", "qr")]


def test_two_who_registered_under_one_name_are_two_and_a_namesake_at_the_desk_can_be_told_apart(
    meeting, letter, registration, secretariat
):
    namesake = RegistrationFactory(invitation=letter, name="Siti Aminah", from_organisation="Desa Ngasem")
    third = Arrival(name="Siti Aminah", from_organisation="Desa Ngasem", is_another=True)
    came(meeting, secretariat, Arrival(registration=registration), Arrival(registration=namesake), third, third)
    assert len(people(meeting)) == 4


def test_entry_says_how_it_was_recorded_and_holds_no_name(meeting, registration, secretariat):
    (presence, _), = came(meeting, secretariat, Arrival(registration=registration), way="qr")  # fmt: skip
    entry = LedgerEntry.objects.get(target=f"forum.presence:{presence.pk}")
    told = (entry.verb, str(entry.audience), entry.data, entry.actor)
    assert told == ("attendance.recorded", "secretariat", {"way": "qr"}, secretariat)


def test_others_record_nobody_and_nobody_is_recorded_before_the_day_or_for_a_meeting_called_off(
    meeting, registration, secretariat, bi_member
):
    arrival = Arrival(registration=registration)
    with pytest.raises(PermissionDenied):
        came(meeting, bi_member, arrival)
    tomorrow = meeting_page(slug="besok", starts_at=timezone.now() + datetime.timedelta(days=1))
    off = meeting_page(slug="batal", starts_at=timezone.now() - HOUR, status="cancelled")
    for other in (tomorrow, off):
        with pytest.raises(ValidationError):
            came(other, secretariat, Arrival(name="Siti"))
    assert not Presence.objects.exists()
    came(meeting, secretariat, arrival)
    assert Presence.objects.count() == 1


def test_withdrawn_with_a_reason_is_no_longer_counted_and_can_be_recorded_again(meeting, registration, secretariat):
    ((presence, _),) = came(meeting, secretariat, Arrival(registration=registration))
    with pytest.raises(ValidationError):
        services.withdraw_presence(presence, reason=" ", by=secretariat)
    with pytest.raises(PermissionDenied):
        services.withdraw_presence(presence, reason="Salah.", by=member_of(OrganisationFactory()))
    assert people(meeting)
    services.withdraw_presence(presence, reason="Salah orang.", by=secretariat)
    assert people(meeting) == []
    ((again, is_new),) = came(meeting, secretariat, Arrival(registration=registration))
    assert is_new
    assert again != presence
    verbs = LedgerEntry.objects.filter(verb__startswith="attendance").values_list("verb", flat=True)
    assert sorted(verbs) == ["attendance.recorded", "attendance.recorded", "attendance.withdrawn"]


def test_person_who_came_for_two_organisations_is_one_person_and_goes_for_both(meeting, letter, bi, kpi, secretariat):
    member = member_of(bi)
    ((presence, _),) = came(meeting, secretariat, Arrival(membership=member.person.memberships.get()))
    second, is_new = services.add_capacity(presence, organisation=kpi, by=secretariat)
    assert is_new
    assert services.add_capacity(presence, organisation=kpi, by=secretariat) == (second, False)
    assert services.add_capacity(presence, organisation=bi, by=secretariat) == (presence, False)
    assert (second.same_as, second.organisation, second.name) == (presence, kpi, presence.name)
    services.withdraw_presence(presence, reason="Salah.", by=secretariat)
    assert people(meeting) == []


def test_code_of_the_room_works_while_the_door_is_open_and_for_its_own_day_only(meeting, letter):
    visitor = Arrival(name="Budi", consent="Setuju.")
    recorded = services.check_in_self(meeting, visitor, room=codes.room_code(meeting), by=None)
    assert recorded[0].way == "self"
    assert recorded[0].recorded_by is None
    soon = meeting_page(slug="nanti", starts_at=timezone.now() + 2 * HOUR, ends_at=timezone.now() + 3 * HOUR)
    over = meeting_page(slug="usai", starts_at=timezone.now() - 3 * HOUR, ends_at=timezone.now() - HOUR)
    refused = {}
    for name, one, room in [
        ("early", soon, codes.room_code(soon)),
        ("late", over, codes.room_code(over)),
        ("unknown", meeting, codes.room_code(over)),
    ]:
        with pytest.raises(ValidationError) as error:
            services.check_in_self(one, visitor, room=room, by=None)
        refused[name] = error.value.code
    assert refused == {name: name for name in refused}
    assert Presence.objects.count() == 1


def test_code_of_yesterday_does_not_open_a_meeting_of_several_days(letter):
    now = timezone.now()
    days = meeting_page(
        slug="tiga-hari", starts_at=now - datetime.timedelta(days=2), ends_at=now + datetime.timedelta(days=2)
    )
    visitor, today = Arrival(name="Budi", consent="Setuju."), timezone.localdate()
    for day, code in [(-2, "late"), (1, "early")]:
        room = codes.room_code(days, today + datetime.timedelta(days=day))
        with pytest.raises(ValidationError) as error:
            services.check_in_self(days, visitor, room=room, by=None)
        assert error.value.code == code
    assert services.check_in_self(days, visitor, room=codes.room_code(days), by=None)[1]


def test_member_says_to_be_there_for_their_own_organisation_and_for_no_other(meeting, letter, bi, kpi_member):
    membership, room = member_of(bi).person.memberships.get(), codes.room_code(meeting)
    for somebody in (None, kpi_member):
        with pytest.raises(PermissionDenied):
            services.check_in_self(meeting, Arrival(membership=membership), room=room, by=somebody)
    with pytest.raises(ValidationError):
        services.check_in_self(meeting, Arrival(name="Budi"), room=room, by=None)
    user = membership.person.user
    presence, _ = services.check_in_self(meeting, Arrival(membership=membership), room=room, by=user)
    assert (presence.organisation, presence.person, presence.recorded_by) == (bi, membership.person, user)


def test_codes_are_of_those_who_come_to_this_meeting_alone(meeting, letter, registration, bi):
    gone = RegistrationFactory(invitation=letter, cancelled_at=timezone.now())
    elsewhere = RegistrationFactory(invitation=invitation_page(parent=meeting_page(slug="lain")))
    found = [
        codes.owner_of(meeting, codes.code_of_registration(one)) for one in (registration, gone, elsewhere)
    ]  # fmt: skip
    assert found == [registration, None, None]
    spelled = codes.DoorCode(meeting, codes.code_of_organisation(meeting, bi)).spelled.lower()
    assert codes.owner_of(meeting, f" {spelled} ") == bi
    assert codes.owner_of(meeting, codes.code_of_organisation(meeting, OrganisationFactory())) is None
    assert codes.owner_of(meeting, "") is None


def test_names_and_scans_go_a_year_after_the_meeting_and_the_numbers_stay(letter, meeting, bi, secretariat, committed):
    came(meeting, secretariat, Arrival(name="Siti", from_organisation="Desa Ngasem", position="Ketua"))
    came(meeting, secretariat, Arrival(name="Sari", organisation=bi))
    sheet = services.keep_sheet(meeting, content=b"%PDF-", kind="pdf", by=secretariat)
    year = datetime.timedelta(days=365)
    assert services.forget_attendance(at=meeting.ends_at + year - HOUR) == 0
    with committed():
        assert services.forget_attendance(at=meeting.ends_at + year) == 2
    assert services.forget_attendance(at=meeting.ends_at + year) == 0
    rows = Presence.objects.values_list("name", "from_organisation", "position", "organisation")
    assert list(rows) == [("–", "", "", None), ("–", "", "", bi.pk)]
    assert not sheet.file.storage.exists(sheet.file.name)
    verbs = LedgerEntry.objects.filter(verb__startswith="attendance").values_list("verb", flat=True)
    assert sorted(verbs)[0] == "attendance.forgotten"
    assert "attendance.sheet_removed" in verbs


TAPS = """
import django
django.setup()
from threading import Barrier, Thread
from django.db import connection
from forum import services
from forum.models import Presence
from forum.services.attendance.recording import Arrival
from tests.factories import RegistrationFactory, invitation_page, meeting_page, secretariat_user
from django.utils import timezone
meeting = meeting_page(starts_at=timezone.now())
arrival = Arrival(registration=RegistrationFactory(invitation=invitation_page(parent=meeting)))
by, begin, found = secretariat_user(), Barrier(4), []
def tap():
    begin.wait()
    ((_presence, is_new),) = services.check_in(meeting, [arrival], way="desk", by=by)
    found.append("new" if is_new else "known")
    connection.close()
threads = [Thread(target=tap) for _tap in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(*found, Presence.objects.count())
"""


def test_four_who_check_in_one_person_at_once_record_one(tmp_path):
    copy_of_migrated(tmp_path / "pintu.sqlite3")
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'pintu.sqlite3'}"}
    done = subprocess.run([sys.executable, "-c", TAPS], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == ["1", "known", "known", "known", "new"]

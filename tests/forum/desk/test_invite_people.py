"""Several people are invited to sign in at once: each gets a link of their own, and who does not is named with why."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from forum import services
from forum.models import LedgerEntry, Person, User
from forum.services.logins.newcomers import newcomers
from tests.clients import as_
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory, member_of, secretariat_user

pytestmark = pytest.mark.django_db
ADDRESS = reverse("forum_invite_people")


@pytest.fixture
def staff(db):
    staff = secretariat_user(is_staff=True)
    User.objects.filter(pk=staff.pk).update(last_login=timezone.now())
    return staff


@pytest.fixture
def speaking():
    """Two who speak for BI and cannot sign in yet."""
    bi = OrganisationFactory(short_name="BI")
    people = [PersonFactory(user=None, name=name, email=f"{name}@contoh.id") for name in ("ani", "budi")]
    for person in people:
        MembershipFactory(person=person, organisation=bi)
    return people


def told(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def pressed(staff, *people):
    return as_(staff).post(ADDRESS, {"people": [one.pk for one in people]})


def test_all_who_are_ticked_get_a_link_of_their_own(staff, speaking, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = pressed(staff, *speaking)
    assert answer.url == ADDRESS
    assert told(answer) == ["2 tautan sedang dikirim."]
    assert sorted(one.to[0] for one in mail.outbox) == ["ani@contoh.id", "budi@contoh.id"]
    assert len({one.body for one in mail.outbox}) == 2
    assert LedgerEntry.objects.filter(verb="login.invited").count() == 2
    assert {one.user.email for one in Person.objects.exclude(user=None).exclude(user=staff)} >= {"ani@contoh.id"}


def test_who_cannot_be_invited_is_named_with_the_reason_and_stops_nobody(staff, speaking):
    silent, double = PersonFactory(user=None, email="", name="Tanpa"), PersonFactory(user=None, email="ANI@contoh.id")
    answer = pressed(staff, silent, *speaking, double)
    links, *refused = told(answer)
    assert links == "2 tautan sedang dikirim."
    assert {name for name in ("Tanpa", double.name) if any(name in words for words in refused)} == {
        "Tanpa",
        double.name,
    }
    silent.refresh_from_db()
    assert silent.user is None


def test_page_says_where_everybody_stands_and_ticks_who_speaks_and_has_no_link(staff, speaking):
    services.invite_person(speaking[1], by=staff)
    PersonFactory(user=None, email="", name="Tanpa alamat")
    PersonFactory(user=None, name="Tanpa organisasi", email="x@contoh.id")
    signed_in = member_of(OrganisationFactory()).person
    User.objects.filter(pk=signed_in.user_id).update(last_login=timezone.now())
    rows = {one.person.name: one for one in newcomers()}
    assert signed_in.name not in rows
    assert [name for name, row in rows.items() if row.is_suggested] == ["ani"]
    assert rows["budi"].invited_at is not None
    page = as_(staff).get(ADDRESS).content.decode()
    assert "tidak dapat diundang: belum ada alamat surel" in page
    assert page.count(" checked") == 1


def test_pressed_twice_sends_no_second_login_and_a_stale_tick_says_so(staff, speaking):
    pressed(staff, speaking[0])
    first = Person.objects.get(pk=speaking[0].pk).user_id
    pressed(staff, speaking[0])
    assert Person.objects.get(pk=speaking[0].pk).user_id == first
    User.objects.filter(pk=first).update(last_login=timezone.now())
    answer = pressed(staff, speaking[0])
    assert told(answer) == ["Tidak satu pun dari mereka masih menunggu tautan."]


@pytest.mark.parametrize("people", [[], ["x"], ["9" * 40], ["-1"], ["0"]])
def test_hostile_and_empty_choices_invite_nobody(staff, speaking, people):
    answer = as_(staff).post(ADDRESS, {"people": people})
    assert (answer.status_code, len(told(answer))) == (302, 1)
    assert not LedgerEntry.objects.filter(verb="login.invited").exists()


def test_members_invite_nobody(speaking):
    with pytest.raises(PermissionDenied):
        services.invite_people(speaking, by=member_of(OrganisationFactory()))
    assert not User.objects.filter(email="ani@contoh.id").exists()


def test_rows_ask_the_database_as_often_for_many_as_for_few(speaking, django_assert_num_queries):
    for n in range(10):
        MembershipFactory(person=PersonFactory(user=None, email=f"w{n}@contoh.id"), organisation=OrganisationFactory())
    with django_assert_num_queries(4):
        assert len([row.organisations for row in newcomers()]) == 12

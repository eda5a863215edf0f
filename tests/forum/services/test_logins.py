"""A person gets a login, chooses a password with the link, and what memberships give and take."""

import datetime
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from forum import events, services
from forum.models import LedgerEntry, User
from tests.factories import MembershipFactory, PersonFactory, UserFactory, member_of

pytestmark = pytest.mark.django_db
PASSWORD = "padi-kuning-di-sawah-1"


def groups_of(user):
    return set(user.groups.values_list("name", flat=True))


def test_an_invited_person_chooses_a_password_with_the_link_and_speaks_for_the_organisation(
    client, committed, secretariat, bi_member, bi
):
    person = PersonFactory(user=None, email="Rina@contoh.id")
    MembershipFactory(person=person, organisation=bi)
    with pytest.raises(PermissionDenied):
        services.invite_person(person, by=bi_member)
    with committed():
        services.invite_person(person, by=secretariat)
    (message,) = mail.outbox
    assert message.to == ["rina@contoh.id"]
    form = client.get(re.search(r"http://localhost:8000(\S+)", message.body).group(1), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert client.login(email="rina@contoh.id", password=PASSWORD)
    person.refresh_from_db()
    assert groups_of(person.user) == {f"organisation:{bi.slug}", "sector:ngo"}
    entry = LedgerEntry.objects.get(verb=events.LOGIN_INVITED)
    assert (entry.audience, entry.data) == ("secretariat", {})


def test_invited_again_gets_a_fresh_link_until_they_have_signed_in(committed, secretariat):
    person = PersonFactory(user=None, email="rina@contoh.id")
    with committed():
        services.invite_person(person, by=secretariat)
        services.invite_person(person, by=secretariat)
    assert len(mail.outbox) == 2
    person.user.last_login = timezone.now()
    with pytest.raises(ValidationError):
        services.invite_person(person, by=secretariat)
    assert User.objects.filter(email="rina@contoh.id").count() == 1


def test_an_address_is_needed_and_belongs_to_one_person(secretariat):
    taken = PersonFactory(user=UserFactory(email="rina@contoh.id"))
    for address in ("", taken.user.email):
        with pytest.raises(ValidationError):
            services.invite_person(PersonFactory(user=None, email=address), by=secretariat)


def test_the_button_in_the_admin_is_for_the_secretariat(reader, secretariat, bi_member, committed):
    person = PersonFactory(user=None, email="rina@contoh.id")
    url = f"/admin/forum/orang/{person.pk}/undang/"
    reader.force_login(bi_member)
    assert reader.post(url).status_code in (302, 403)
    assert mail.outbox == []
    reader.force_login(secretariat)
    assert reader.get(url).status_code == 200
    with committed():
        assert reader.post(url)["Location"] == f"/admin/person/edit/{person.pk}/"
    assert len(mail.outbox) == 1


def test_a_membership_gives_rights_today_and_ending_it_takes_them_at_once(secretariat, bi, bi_member):
    person = PersonFactory()
    today = timezone.localdate()
    with pytest.raises(PermissionDenied):
        services.start_membership(person, organisation=bi, start_date=today, by=bi_member)
    membership = services.start_membership(person, organisation=bi, start_date=today, by=secretariat)
    assert groups_of(person.user) == {f"organisation:{bi.slug}", "sector:ngo"}
    with pytest.raises(ValidationError):
        services.end_membership(membership, on=today - datetime.timedelta(days=1), by=secretariat)
    membership.start_date = today - datetime.timedelta(days=9)
    services.end_membership(membership, on=today - datetime.timedelta(days=1), by=secretariat)
    assert groups_of(person.user) == set()


def test_a_membership_that_ended_yesterday_loses_its_groups_with_the_first_request_of_the_day(bi, kpi, bi_member):
    MembershipFactory(person=bi_member.person, organisation=kpi)
    coming = member_of(kpi)
    bi_member.person.memberships.filter(organisation=bi).update(end_date=timezone.localdate())
    assert services.sync_memberships() == 1  # gains KPI's group; BI's last day still counts
    assert groups_of(bi_member) == {f"organisation:{bi.slug}", f"organisation:{kpi.slug}", "sector:ngo"}
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    bi_member.person.memberships.filter(organisation=bi).update(end_date=yesterday)
    assert services.sync_memberships() == 1
    assert groups_of(bi_member) == groups_of(coming) == {f"organisation:{kpi.slug}", "sector:ngo"}
    assert services.sync_memberships() == 0

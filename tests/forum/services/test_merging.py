"""What was entered twice becomes one: the record stays as it is, everything to come goes to the one that stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from forum import clock, permissions, services
from forum.forms.tables import KINDS, State, Table
from forum.models import InviteeList, LedgerEntry, Membership, Organisation
from forum.models.invitations.lists import ListedInvitee
from forum.reading.directory import sectors
from forum.reading.doubles import organisations_alike, people_alike
from tests.factories import OrganisationFactory, PersonFactory, UserFactory, invitation_page, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dinas():
    return OrganisationFactory(name="Dinas Komunikasi dan Informatika", short_name="Dinkominfo")


@pytest.fixture
def double():
    return OrganisationFactory(
        name="Dinas Komunikasi & Informatika Kab. Bojonegoro", short_name="", email="kominfo@go.example"
    )


def speaking(organisation):
    return [str(one.person.user.email) for one in Membership.objects.speaking_for(organisation)]


def test_people_of_the_double_speak_for_the_one_that_stays(dinas, double, secretariat):
    login = member_of(double, email="staf@go.example")
    services.merge_organisations(double, into=dinas, by=secretariat)
    assert [one.pk for one in permissions.organisations_of(login)] == [dinas.pk]
    assert login.groups.filter(pk=dinas.group_id).exists()
    assert not login.groups.filter(pk=double.group_id).exists()
    entry = LedgerEntry.objects.get(verb="record.merged")
    assert (entry.audience, entry.data["into"]) == ("secretariat", dinas.pk)


def test_whoever_spoke_for_both_speaks_once(dinas, double, secretariat):
    login = member_of(double, email="staf@go.example")
    services.start_membership(login.person, organisation=dinas, start_date=clock.today(), by=secretariat)
    services.merge_organisations(double, into=dinas, by=secretariat)
    assert Membership.objects.current().filter(organisation=dinas, person=login.person).count() == 1


def test_double_is_offered_nowhere_and_fills_what_the_other_lacks(dinas, double, secretariat):
    unit = OrganisationFactory(name="Bidang Statistik", parent=double)
    kept = InviteeList.objects.create(name="Dinas")
    for organisation in (dinas, double):
        ListedInvitee.objects.create(invitee_list=kept, organisation=organisation)
    services.merge_organisations(double, into=dinas, by=secretariat)
    unit.refresh_from_db()
    assert unit.parent == dinas
    assert [one.organisation for one in kept.invitees.all()] == [dinas]
    assert Organisation.objects.get(pk=dinas.pk).email == "kominfo@go.example"
    assert double.pk not in [one.pk for sector in sectors() for one in (*sector.members, *sector.others)]


def test_answer_given_under_the_double_stays_as_it_was(dinas, double, secretariat):
    login = member_of(double)
    invitation = services.publish_page(invitation_page(to=[double]), by=secretariat)
    given = services.answer_invitation(invitation, organisation=double, answer="yes", by=login)
    services.merge_organisations(double, into=dinas, by=secretariat)
    given.refresh_from_db()
    assert given.organisation == double


def test_table_that_names_the_double_is_told_who_stays(dinas, double, secretariat):
    services.merge_organisations(double, into=dinas, by=secretariat)
    table = Table([(2, {"name": double.name, "sector": dinas.sector.name})])
    (row,) = KINDS["organisasi"](table).checked
    assert row.state is State.BAD
    assert dinas.name in row.told
    (person,) = KINDS["orang"](Table([(2, {"name": "Bu Siti", "organisation": double.name})])).checked
    assert person.cleaned["organisation"] == dinas


@pytest.mark.parametrize("other", ["itself", "merged"])
def test_one_cannot_be_merged_into_itself_or_a_double(other, dinas, double, secretariat):
    services.merge_organisations(double, into=dinas, by=secretariat)
    with pytest.raises(ValidationError):
        services.merge_organisations(dinas, into=dinas if other == "itself" else double, by=secretariat)


def test_only_the_secretariat_merges(dinas, double):
    for by in (member_of(dinas), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            services.merge_organisations(double, into=dinas, by=by)
        with pytest.raises(PermissionDenied):
            services.merge_people(PersonFactory(), into=PersonFactory(), by=by)


def test_login_and_representations_of_a_person_go_to_the_one_that_stays(dinas, secretariat):
    login = member_of(dinas, email="siti@go.example")
    stays = PersonFactory(name="Siti Aminah", user=None)
    services.merge_people(login.person, into=stays, by=secretariat)
    stays.refresh_from_db()
    assert stays.user == login
    assert speaking(dinas) == ["siti@go.example"]
    assert Membership.objects.current().get(organisation=dinas).person == stays


def test_two_logins_are_not_made_one(dinas, secretariat):
    first, second = member_of(dinas), member_of(dinas)
    with pytest.raises(ValidationError) as refused:
        services.merge_people(first.person, into=second.person, by=secretariat)
    assert refused.value.code == "logins"


def test_alike_ones_are_found_and_merged_ones_are_not(dinas, double, secretariat):
    OrganisationFactory(name="Dinas Kesehatan", short_name="Dinkes")
    twice = [PersonFactory(name=name, user=None) for name in ("Siti Aminah", "siti  aminah")]
    assert organisations_alike() == [(dinas, double)]
    assert (twice[0], twice[1]) in people_alike()
    services.merge_organisations(double, into=dinas, by=secretariat)
    services.merge_people(twice[1], into=twice[0], by=secretariat)
    assert organisations_alike() == []
    assert (twice[0], twice[1]) not in people_alike()


def test_desk_leads_from_the_list_of_doubles_to_one(reader, dinas, double, secretariat):
    reader.force_login(secretariat)
    page = reader.get("/admin/forum/ganda/organisasi/").content.decode()
    assert f"/admin/forum/ganda/organisasi/{double.pk}/?ke={dinas.pk}" in page
    refused = reader.post(f"/admin/forum/ganda/organisasi/{double.pk}/", {"into": double.pk})
    assert refused.status_code == 422
    assert reader.post(f"/admin/forum/ganda/organisasi/{double.pk}/", {"into": dinas.pk}).status_code == 302
    assert reader.get(f"/admin/forum/ganda/organisasi/{double.pk}/").status_code == 404

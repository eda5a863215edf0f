"""The forum's records in the admin: the secretariat keeps them, through the services; nobody else gets in."""

import datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.utils import timezone

from forum import events, services
from forum.models import LedgerEntry, Membership, Organisation, SentMail, Team
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    SectorFactory,
    TeamFactory,
    UserFactory,
    invitation_page,
)

pytestmark = pytest.mark.django_db
KINDS = ["organisation", "person", "membership", "post", "team", "sector"]


@pytest.fixture
def editor(db):
    """Somebody with the run of the editors' rooms who is not the secretariat."""
    login = UserFactory()
    login.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return login


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_forms_open_for_the_secretariat_and_for_no_other_editor(reader, secretariat, editor, kind):
    MembershipFactory(post=PostFactory())
    TeamFactory()
    for path in (f"/admin/{kind}/", f"/admin/{kind}/new/"):
        reader.force_login(editor)
        assert reader.get(path).status_code == 302
        reader.force_login(secretariat)
        assert reader.get(path).status_code == 200
    pk = apps.get_model("forum", kind).objects.first().pk
    assert reader.get(f"/admin/{kind}/edit/{pk}/").status_code == 200


def test_an_organisation_is_added_changed_and_deleted_with_a_trace(reader, secretariat):
    sector = SectorFactory(slug="ngo")
    reader.force_login(secretariat)
    data = {"name": "IDFoS", "short_name": "IDFoS", "slug": "idfos", "sector": sector.pk, "is_forum_member": "on"}
    reader.post("/admin/organisation/new/", data)
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.group.name) == ("IDFoS", "organisation:idfos")
    reader.post(f"/admin/organisation/edit/{organisation.pk}/", {**data, "name": "IDFoS Indonesia"})
    organisation.refresh_from_db()
    assert organisation.name == "IDFoS Indonesia"
    reader.post(f"/admin/organisation/delete/{organisation.pk}/")
    assert not Organisation.objects.exists()
    entries = LedgerEntry.objects.order_by("seq").values_list("verb", "audience", "actor")
    saved = ("record.saved", "secretariat", secretariat.pk)
    assert list(entries) == [saved, saved, ("record.deleted", "secretariat", secretariat.pk)]


def test_a_membership_starts_and_ends_through_the_admin_and_rights_follow(reader, secretariat, bi):
    person = PersonFactory()
    reader.force_login(secretariat)
    start = timezone.localdate() - datetime.timedelta(days=10)
    data = {"person": person.pk, "organisation": bi.pk, "start_date": start.isoformat()}
    response = reader.post("/admin/membership/new/", data)
    assert response.status_code == 302
    membership = Membership.objects.get()
    assert {group.name for group in person.user.groups.all()} == {f"organisation:{bi.slug}", "sector:ngo"}
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    url = f"/admin/membership/edit/{membership.pk}/"
    assert reader.post(url, {"end_date": ""}).status_code == 200
    reader.post(url, {"end_date": yesterday.isoformat(), "organisation": OrganisationFactory().pk})
    membership.refresh_from_db()
    assert (membership.organisation, membership.end_date) == (bi, yesterday)
    assert set(person.user.groups.all()) == set()
    verbs = LedgerEntry.objects.order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [events.MEMBERSHIP_STARTED] * 2 + [events.MEMBERSHIP_ENDED] * 2
    assert reader.post(f"/admin/membership/delete/{membership.pk}/").status_code == 302
    assert Membership.objects.count() == 1


def test_rights_end_with_the_person_and_change_with_the_sector(reader, secretariat, bi, bi_member):
    reader.force_login(secretariat)
    other = SectorFactory(slug="academic")
    data = {"name": bi.name, "short_name": bi.short_name, "slug": bi.slug, "sector": other.pk}
    reader.post(f"/admin/organisation/edit/{bi.pk}/", data)
    assert set(bi_member.groups.all()) == {bi.group, other.group}
    reader.post(f"/admin/person/delete/{bi_member.person.pk}/")
    assert not bi_member.groups.exists()


def test_people_are_listed_for_the_secretariat_only(reader, secretariat, editor):
    person = PersonFactory(name="Siti Contoh")
    paths = ["/admin/person_chooser/", "/admin/person_chooser/results/", f"/admin/person_chooser/chosen/{person.pk}/"]
    reader.force_login(editor)
    assert {reader.get(path).status_code for path in paths} == {302}
    reader.force_login(secretariat)
    assert all("Siti Contoh" in reader.get(path).content.decode() for path in paths)


def test_whoever_is_chosen_in_a_form_is_found_by_words_of_the_name(reader, secretariat, bi, kpi):
    PostFactory(organisation=bi, label="Ketua")
    PostFactory(organisation=kpi, label="Ketua")
    PersonFactory(name="Siti Contoh Wulandari")
    reader.force_login(secretariat)
    found = {
        ("organisation_chooser", "bojo INST"): [str(bi)],
        ("organisation_chooser", kpi.short_name): [str(kpi)],
        ("organisation_chooser", "nama lain"): [],
        ("organisation_chooser", " "): [str(bi), str(kpi)],
        ("person_chooser", "wulan siti"): ["Siti Contoh Wulandari"],
        ("post_chooser", f"ketua {kpi.short_name}"): [str(kpi.posts.get())],
    }
    for (chooser, typed), names in found.items():
        results = reader.get(f"/admin/{chooser}/results/", {"q": typed}).context["results"]
        assert [str(one) for one in results] == names


def test_a_team_is_kept_with_its_tasks_and_seats(reader, secretariat, bi):
    reader.force_login(secretariat)
    data = {
        "name": "Tim Pengarah", "slug": "tim-pengarah", "kind": "steering", "description": "", "sort_order": "0",
        "tasks-TOTAL_FORMS": "2", "tasks-INITIAL_FORMS": "0", "tasks-MIN_NUM_FORMS": "0", "tasks-MAX_NUM_FORMS": "1000",
        "tasks-0-text": "Mengarahkan", "tasks-0-ORDER": "2", "tasks-1-text": "Mengawasi", "tasks-1-ORDER": "1",
        "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-MIN_NUM_FORMS": "0",
        "memberships-MAX_NUM_FORMS": "1000", "memberships-0-role": "Anggota", "memberships-0-organisation": bi.pk,
        "memberships-0-start_date": "2017-05-09", "memberships-0-ORDER": "1",
    }  # fmt: skip
    response = reader.post("/admin/team/new/", data)
    assert response.status_code == 302
    team = Team.objects.get()
    assert [task.text for task in team.tasks.all()] == ["Mengawasi", "Mengarahkan"]
    assert [str(seat) for seat in team.memberships.all()] == [f"Anggota: {bi.name}"]


def test_the_answers_of_an_invitation_are_listed_for_the_secretariat(reader, secretariat, editor, bi, kpi, bi_member):
    invitation = invitation_page(to=[bi, kpi])
    services.answer_invitation(invitation, organisation=bi, answer="yes", attendees=3, by=bi_member)
    url = f"/admin/forum/undangan/{invitation.pk}/"
    reader.force_login(editor)
    assert reader.get(url).status_code in (302, 403)
    reader.force_login(secretariat)
    context = reader.get(url).context
    assert (context["seats"], [one.organisation for one in context["silent"]]) == (3, [kpi])


def test_mails_are_listed_with_what_became_of_them_and_changed_by_nobody(reader, secretariat, editor, committed):
    office = OrganisationFactory(name="Dinas Sosial", email="sosial@contoh.id")
    other = OrganisationFactory(name="Dinas Pasar", email="pasar@contoh.id")
    with committed():
        services.publish_page(invitation_page(to=[office, other], live=False), by=secretariat)
    SentMail.objects.filter(organisation=other).update(state="bounced", problem="full")
    reader.force_login(editor)
    assert reader.get("/admin/sentmail/").status_code == 302
    reader.force_login(secretariat)
    listed = {
        asked: [one.address for one in reader.get(f"/admin/sentmail/{asked}").context["object_list"]]
        for asked in ("", "?q=sosial", "?state=bounced", "?kind=reminder")
    }
    assert listed == {
        "": ["sosial@contoh.id", "pasar@contoh.id"],  # the newest first
        "?q=sosial": ["sosial@contoh.id"],
        "?state=bounced": ["pasar@contoh.id"],
        "?kind=reminder": [],
    }
    pk = SentMail.objects.first().pk
    for path in ("new/", f"edit/{pk}/", f"delete/{pk}/"):
        assert reader.post(f"/admin/sentmail/{path}", {}).status_code in (302, 403, 404)
    assert SentMail.objects.count() == 2


def test_the_form_says_that_somebody_speaks_for_it_already(reader, secretariat):
    reader.force_login(secretariat)
    person, organisation = PersonFactory(), OrganisationFactory()
    data = {"person": person.pk, "organisation": organisation.pk, "start_date": timezone.localdate()}
    assert reader.post("/admin/membership/new/", data).status_code == 302
    refused = reader.post("/admin/membership/new/", data)
    assert (refused.status_code, Membership.objects.count()) == (200, 1)
    assert "in the same office already" in refused.text or "jabatan yang sama" in refused.text

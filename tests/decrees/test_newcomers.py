"""Nobody enrols themselves into the discussion of another organisation: what whoever comes to it reads."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from decrees import permissions
from decrees.live.consumers import admit
from decrees.models import Comment
from forum import clock, ledger, services
from forum.audiences import Audience
from forum.models import ForumSettings, LedgerEntry, Membership
from tests.factories import (
    OrganisationFactory,
    PersonFactory,
    PostFactory,
    UserFactory,
    circulated,
    commented,
    member_of,
    opened,
    secretariat_user,
)
from tests.factories.decrees import WRITING

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.date(2017, 1, 1)
SECRET = "Jangan sampai terdengar."


class Scene:
    def __init__(self):
        self.office, self.bi = OrganisationFactory(name="Dinas Kominfo"), OrganisationFactory(name="BI")
        settings = ForumSettings.objects.first() or ForumSettings(site_id=1)
        settings.secretariat = self.office
        settings.save()
        self.version = circulated()
        opened(self.version, grants={self.bi: WRITING})
        self.decree = self.version.decree
        self.own = Audience.of(self.bi)
        with clock.moved_to(clock.now() - datetime.timedelta(days=3)):
            self.member = member_of(self.bi)
        self.secretariat = secretariat_user()

    def said(self, *, days_ago=0, **fields):
        comment = commented(self.version, self.member, audience=self.own, text=SECRET, **fields)
        then = comment.created_at - datetime.timedelta(days=days_ago)
        Comment.objects.filter(pk=comment.pk).update(created_at=then)
        return comment

    def enrol(self, person, *, by=None, start=LONG_AGO, **fields):
        return services.start_membership(
            person, organisation=self.bi, start_date=start, by=by or self.secretariat, **fields
        )

    def newcomer(self, **fields):
        person = PersonFactory()
        self.enrol(person, **fields)
        return person.user


@pytest.fixture
def scene():
    return Scene()


def reads(user, comment):
    return permissions.can_see_comment(user, comment)


def pages_of(scene, client, user, comment):
    """Everything that a reader fetches about the draft, in one string."""
    client.force_login(user)
    decree = scene.decree.pk
    urls = [
        scene.decree.url,
        reverse("decrees:register", args=[decree]),
        reverse("decrees:register-file", args=[decree, "json"]),
        reverse("decrees:for-me", args=[decree]),
        reverse("decrees:events", args=[decree]),
        reverse("decrees:version-list", args=[decree]),
    ]
    told = [client.get(url).content.decode() for url in urls]
    assert client.get(reverse("decrees:comment-detail", args=[decree, comment.pk])).status_code == 404
    return json.dumps(told)


@pytest.mark.parametrize("duty", ["secretariat", "superuser"])
@pytest.mark.parametrize("times", [1, 2])
def test_whoever_holds_a_duty_never_reads_what_others_discuss(scene, client, duty, times):
    staff = scene.secretariat if duty == "secretariat" else UserFactory(is_superuser=True)
    person = PersonFactory(user=staff)
    for _time in range(times):
        scene.enrol(person, by=staff, post=PostFactory(organisation=scene.bi))
    comment = scene.said()
    assert not reads(staff, comment)
    assert SECRET not in pages_of(scene, client, staff, comment)
    assert scene.own not in admit(staff, scene.decree.pk).channels
    assert not LedgerEntry.objects.filter(permissions.readable_entries_q(staff, scene.decree), audience=scene.own)
    with pytest.raises(PermissionDenied):
        commented(scene.version, staff, audience=scene.own)
    Membership.objects.filter(person=person).update(reads_from=None)
    assert not reads(staff, comment)


def test_whoever_holds_a_duty_reads_the_discussion_of_the_own_office(scene):
    person = PersonFactory(user=scene.secretariat)
    services.start_membership(person, organisation=scene.office, start_date=LONG_AGO, by=scene.secretariat)
    assert permissions.own_audiences(scene.secretariat) == [Audience.of(scene.office)]


def test_a_newcomer_reads_from_the_day_of_the_record_whatever_its_start(scene, client):
    before, after = scene.said(days_ago=1), scene.said(clause="dik-2")
    newcomer = scene.newcomer()
    assert not reads(newcomer, before)
    assert reads(newcomer, after)
    assert reads(scene.member, before)
    Comment.objects.filter(pk=after.pk).update(text="Baru.")
    assert SECRET not in pages_of(scene, client, newcomer, before)


def test_a_reply_is_read_with_what_it_replies_to(scene):
    before = scene.said(days_ago=1)
    newcomer = scene.newcomer()
    reply = commented(scene.version, scene.member, text="Setuju.", parent=before)
    assert not reads(newcomer, reply)
    with pytest.raises(PermissionDenied):
        commented(scene.version, newcomer, text="Setuju.", parent=before)


def test_a_newcomer_hears_live_only_where_nothing_is_older(scene):
    newcomer = scene.newcomer()
    assert scene.own in admit(newcomer, scene.decree.pk).channels
    scene.said(days_ago=1)
    assert scene.own not in admit(newcomer, scene.decree.pk).channels
    assert scene.own in admit(scene.member, scene.decree.pk).channels


def test_a_newcomer_takes_part_in_the_discussion_from_now_on(scene):
    scene.said(days_ago=1)
    newcomer = scene.newcomer()
    own = commented(scene.version, newcomer, audience=scene.own)
    assert reads(scene.member, own)


def test_deleted_and_entered_again_is_new(scene):
    comment = scene.said(days_ago=1)
    person = scene.member.person
    services.delete_record(person, by=scene.secretariat)
    again = PersonFactory(user=UserFactory())
    scene.enrol(again)
    assert not reads(again.user, comment)


def test_a_membership_that_was_over_starts_anew(scene):
    with clock.moved_to(clock.now() - datetime.timedelta(days=9)):
        former = member_of(scene.bi)
    membership = former.person.memberships.get()
    services.end_membership(membership, on=clock.today() - datetime.timedelta(days=5), by=scene.secretariat)
    comment = scene.said(days_ago=1)
    membership.end_date = None  # as a form has it
    services.end_membership(membership, on=clock.today() + datetime.timedelta(days=5), by=scene.secretariat)
    assert permissions.own_audiences(former) == [scene.own]
    assert not reads(former, comment)


def test_another_post_in_the_same_organisation_makes_no_newcomer(scene):
    scene.enrol(scene.member.person, start=clock.today(), post=PostFactory(organisation=scene.bi))
    old = scene.member.person.memberships.order_by("pk").first()
    services.end_membership(old, on=clock.today() - datetime.timedelta(days=1), by=scene.secretariat)
    assert Membership.objects.of(scene.member).current().get().reads_from == old.reads_from


def test_one_of_the_own_people_lets_a_newcomer_in_and_is_on_record(scene):
    comment = scene.said(days_ago=1)
    newcomer = scene.newcomer()
    services.let_in(newcomer.person.memberships.get(), by=scene.member)
    assert reads(newcomer, comment)
    entry = LedgerEntry.objects.get(verb="membership.admitted")
    assert (entry.audience, entry.actor, entry.organisation) == (scene.own, scene.member, scene.bi)


@pytest.mark.parametrize("who", ["secretariat", "superuser", "outsider", "newcomer", "accomplice"])
def test_nobody_else_lets_a_newcomer_in(scene, client, who):
    comment = scene.said(days_ago=1)
    newcomer = scene.newcomer()
    scene.enrol(PersonFactory(user=scene.secretariat))
    by = {
        "secretariat": lambda: scene.secretariat,
        "superuser": lambda: UserFactory(is_superuser=True),
        "outsider": lambda: member_of(OrganisationFactory()),
        "newcomer": lambda: newcomer,
        "accomplice": scene.newcomer,
    }[who]()
    membership = newcomer.person.memberships.get()
    with pytest.raises(PermissionDenied):
        services.let_in(membership, by=by)
    client.force_login(by)
    known = who in ("newcomer", "accomplice")
    url = reverse("forum:membership-admit", args=[membership.pk])
    assert client.post(url).status_code == (403 if known else 404)
    assert not reads(newcomer, comment)


def test_the_button_lets_in(scene, client):
    comment = scene.said(days_ago=1)
    newcomer = scene.newcomer()
    client.force_login(scene.member)
    url = reverse("forum:membership-admit", args=[newcomer.person.memberships.get().pk])
    assert "<button" in client.get(url).content.decode().split("<main")[1]
    assert not reads(newcomer, comment)
    assert client.post(url).status_code == 302
    assert reads(newcomer, comment)


def test_an_act_by_duty_is_in_the_name_of_the_duty(scene):
    person = PersonFactory(user=scene.secretariat)
    scene.enrol(person)
    by_itself = LedgerEntry.objects.filter(verb="membership.started").values_list("actor_label", "organisation")
    assert set(by_itself) == {("Dinas Kominfo", scene.office.pk)}
    assert ledger.office_of(scene.secretariat) == ("Dinas Kominfo", scene.office)

"""A right that ends within a request is gone at once, whatever the request asked before."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Page, PageViewRestriction

from decrees import permissions, services
from decrees.models import Comment, DecreePage
from forum import clock
from forum import permissions as forum_permissions
from forum import services as forum_services
from forum.models.memory import remembering
from tests.factories import (
    UserFactory,
    commented,
    member_of,
    open_draft,
    secretariat_user,
)

pytestmark = pytest.mark.django_db


class Scene:
    def __init__(self):
        self.version, self.round, self.member = open_draft(reading="invited")
        self.decree, self.desk = self.version.decree, secretariat_user()
        self.organisation = self.member.person.memberships.get().organisation
        self.colleague = member_of(self.organisation)
        self.among = commented(self.version, self.colleague, audience=f"organisation:{self.organisation.pk}")
        self.deputy = UserFactory()
        self.office = Group.objects.create(name="Sekretariat harian")
        self.office.permissions.add(Permission.objects.get(codename="act_as_secretariat"))
        self.deputy.groups.add(self.office)

    # --- questions

    def speaks(self):
        return bool(forum_permissions.organisations_of(self.member))

    def represents(self):
        return permissions.representation_in(self.member, self.decree) is not None

    def speaks_for_it(self):
        return permissions.speaking_for(self.member, self.organisation) is not None

    def has_membership(self):
        return forum_permissions.current_membership(self.member) is not None

    def reads_what_is_said_among_its_own(self):
        return Comment.objects.visible_to(self.member).filter(pk=self.among.pk).exists()

    def reads(self):
        return DecreePage.objects.visible_to(self.member).filter(pk=self.decree.pk).exists()

    def comments(self):
        return permissions.can_comment(self.member, self.decree)

    def keeps_the_secretariat(self):
        return forum_permissions.is_secretariat(self.desk)

    def keeps_the_office(self):
        return forum_permissions.is_secretariat(self.deputy)

    # --- what ends them

    def end_membership(self):
        yesterday = clock.today() - datetime.timedelta(1)
        forum_services.end_membership(self.member.person.memberships.get(), on=yesterday, by=secretariat_user())

    def end_membership_behind_the_services(self):
        self.member.person.memberships.update(end_date=clock.today() - datetime.timedelta(1))

    def withdraw_grants(self):
        services.change_grants(self.round, grants={}, by=secretariat_user())

    def close_round(self):
        services.close_round(self.round, by=secretariat_user())

    def hide_page(self):
        PageViewRestriction.objects.create(page=Page.objects.get(pk=self.decree.pk), restriction_type="groups")

    def take_duty_away(self):
        self.desk.user_permissions.clear()

    def leave_office(self):
        self.deputy.groups.remove(self.office)

    def take_duty_from_office(self):
        self.office.permissions.clear()

    def switch_login_off(self):
        type(self.desk).objects.filter(pk=self.desk.pk).update(is_active=False)


ENDS = {
    Scene.end_membership: [
        Scene.speaks,
        Scene.represents,
        Scene.speaks_for_it,
        Scene.has_membership,
        Scene.reads_what_is_said_among_its_own,
        Scene.reads,
        Scene.comments,
    ],
    Scene.end_membership_behind_the_services: [Scene.speaks, Scene.represents, Scene.reads, Scene.comments],
    Scene.withdraw_grants: [Scene.represents, Scene.reads, Scene.comments],
    Scene.close_round: [Scene.comments],
    Scene.hide_page: [Scene.reads],
    Scene.take_duty_away: [Scene.keeps_the_secretariat],
    Scene.leave_office: [Scene.keeps_the_office],
    Scene.take_duty_from_office: [Scene.keeps_the_office],
    Scene.switch_login_off: [Scene.keeps_the_secretariat],
}


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_right_that_ends_within_a_request_is_gone_at_once(end):
    scene, rights = Scene(), ENDS[end]
    with remembering():
        assert [right.__name__ for right in rights if not right(scene)] == []
        end(scene)
        assert [right.__name__ for right in rights if right(scene)] == []


def test_answer_for_one_day_is_not_that_for_another():
    scene = Scene()
    scene.member.person.memberships.update(start_date=clock.today())
    rights = [scene.speaks, scene.represents, scene.speaks_for_it, scene.has_membership, scene.reads]
    with remembering():
        assert [right() for right in rights] == [True] * 5
        with clock.moved_to(clock.now() - datetime.timedelta(1)):
            assert [right() for right in rights] == [False] * 5

"""Who may do what with one draft: whole sets, for everybody, in every state."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from guardian.shortcuts import get_groups_with_perms
from wagtail.models import PageViewRestriction

from decrees import permissions, services
from decrees.models import Comment, DecreePage, Round
from decrees.permissions import DecreePermission
from forum import services as forum_services
from tests.factories import (
    OrganisationFactory,
    UserFactory,
    circulated,
    commented,
    member_of,
    opened,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
PERSONS = ["public", "login", "outsider", "reader", "member", "lawyer", "former", "secretariat", "superuser"]


@pytest.fixture
def scene():
    """A draft for the invited, its round open to BI; Hukum answers, others read or do not."""
    version = circulated(reading="invited")
    bi, hukum, readers = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    grants = {
        bi: {DecreePermission.PROPOSE},
        hukum: {DecreePermission.ANSWER},
        readers: {DecreePermission.VIEW_DRAFT},
    }
    round_ = opened(version, grants=grants)
    former = member_of(bi)
    yesterday = timezone.localdate() - datetime.timedelta(1)
    forum_services.end_membership(former.person.memberships.get(), on=yesterday, by=secretariat_user())
    people = {
        "public": AnonymousUser(),
        "login": UserFactory(),
        "outsider": member_of(OrganisationFactory()),
        "reader": member_of(readers),
        "member": member_of(bi),
        "lawyer": member_of(hukum),
        "former": former,
        "secretariat": secretariat_user(),
        "superuser": UserFactory(is_superuser=True),
    }
    return version.decree, version, round_, people


def who(people, question, *args):
    return {name for name, user in people.items() if question(user, *args)}


OFFICE = {"secretariat", "superuser"}


def test_each_right_belongs_to_exactly_these_while_the_round_is_open(scene):
    decree, _, _, people = scene
    assert who(people, permissions.can_view, decree) == {"reader", "member", "lawyer"} | OFFICE
    assert who(people, permissions.can_comment, decree) == {"member"}
    assert who(people, permissions.can_propose, decree) == {"member"}
    assert who(people, permissions.can_answer, decree) == {"lawyer"} | OFFICE
    assert who(people, permissions.can_circulate, decree) == OFFICE


@pytest.mark.parametrize("state", ["for the invited", "public", "withdrawn", "behind a login", "of one group"])
def test_draft_at_hand_is_read_by_those_whose_lists_show_it(scene, state):
    decree, _, _, people = scene
    if state != "for the invited":
        decree.reading, decree.live = "public", state != "withdrawn"
        decree.save()
    if state == "behind a login":
        PageViewRestriction.objects.create(page=decree.get_parent(), restriction_type="login")
    elif state == "of one group":
        restriction = PageViewRestriction.objects.create(page=decree, restriction_type="groups")
        restriction.groups.add(people["member"].groups.first())
    found = DecreePage.objects.get(pk=decree.pk)
    listed = who(people, lambda user: DecreePage.objects.visible_to(user).filter(pk=decree.pk).exists())
    assert who(people, permissions.can_view, found) == listed | OFFICE


@pytest.mark.parametrize("end", ["closed", "lapsed"])
def test_after_the_round_nobody_comments_and_the_same_read_and_answer(scene, end):
    decree, _, round_, people = scene
    if end == "closed":
        services.close_round(round_, by=people["secretariat"])
    else:
        Round.objects.update(opens_at=timezone.now() - datetime.timedelta(2), closes_at=timezone.now())
    assert who(people, permissions.can_view, decree) == {"reader", "member", "lawyer"} | OFFICE
    assert who(people, permissions.can_comment, decree) == set()
    assert who(people, permissions.can_propose, decree) == set()
    assert who(people, permissions.can_answer, decree) == {"lawyer"} | OFFICE


def test_lists_agree_with_the_single_question(scene):
    decree, version, _, people = scene
    comment = commented(version, people["member"], audience="members")
    for user in people.values():
        listed = DecreePage.objects.visible_to(user).filter(pk=decree.pk).exists()
        assert listed == permissions.can_view(user, decree)
        seen = Comment.objects.visible_to(user).filter(pk=comment.pk).exists()
        assert seen == listed == permissions.can_see_comment(user, comment)


def test_channel_is_that_of_the_role_with_those_of_the_own_organisations(scene):
    decree, _, _, people = scene
    channels = {name: permissions.channels_of(user, decree) for name, user in people.items()}
    roles = {name: role for name, (role, *_own) in channels.items()}
    assert roles == {
        **dict.fromkeys(["public", "login", "outsider", "former"], "public"),
        **dict.fromkeys(["reader", "member", "lawyer"], "members"),
        **dict.fromkeys(["secretariat", "superuser"], "secretariat"),
    }
    own = {name for name, (_role, *own) in channels.items() if own}
    assert own == {"outsider", "reader", "member", "lawyer"}
    assert permissions.audiences_of(people["reader"], decree) == {"public", *channels["reader"]}


def test_grants_are_guardians_rows_on_the_groups_of_organisations(scene):
    decree, _, _, people = scene
    held = get_groups_with_perms(decree, attach_perms=True)
    organisation = people["member"].person.memberships.get().organisation
    assert set(held[organisation.group]) == {"view_draft", "comment_on_draft", "propose_wording"}
    assert len(held) == 3


def test_somebody_in_two_organisations_speaks_for_the_one_that_takes_part(scene):
    _, version, _, people = scene
    member = people["member"]
    taking_part = member.person.memberships.get().organisation
    forum_services.start_membership(
        member.person,
        organisation=OrganisationFactory(),
        start_date=timezone.localdate(),
        by=people["secretariat"],
    )
    assert commented(version, member).organisation == taking_part

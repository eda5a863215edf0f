"""Organisations, people and logins; meetings and invitations."""

import datetime

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Site

from forum import permissions
from forum.models import (
    AgendaItem,
    BringItem,
    InvitationPage,
    Invitee,
    MeetingIndexPage,
    MeetingPage,
    Membership,
    Organisation,
    Person,
    Post,
    Registration,
    Sector,
    Team,
    User,
)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"orang{n}@contoh.id")


class SectorFactory(DjangoModelFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("slug",)

    slug = "lsm"
    name = factory.LazyAttribute(lambda o: o.slug.upper())


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisasi {n}")
    slug = factory.Sequence(lambda n: f"organisasi-{n}")
    sector = factory.SubFactory(SectorFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Orang {n}")
    user = factory.SubFactory(UserFactory)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    organisation = factory.SubFactory(OrganisationFactory)
    label = factory.Sequence(lambda n: f"Jabatan {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    start_date = datetime.date(2017, 1, 1)


def member_of(organisation: Organisation, **user) -> User:
    """A login whose person speaks for an organisation today, groups in step."""
    person = PersonFactory(user=UserFactory(**user))
    MembershipFactory(person=person, organisation=organisation)
    permissions.sync_groups(person.user)
    return person.user


def secretariat_user(**user) -> User:
    """A login with the secretariat's duty and the run of the editors' rooms."""
    login = UserFactory(**user)
    codenames = ["act_as_secretariat", "access_admin"]
    login.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return login


def index_page() -> MeetingIndexPage:
    """The one list of meetings, under the home page that Wagtail's migrations make."""
    existing = MeetingIndexPage.objects.first()
    if existing:
        return existing
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=MeetingIndexPage(title="Rapat", slug="rapat"))


def meeting_page(*, agenda=(), organisers=(), **fields) -> MeetingPage:
    """A live meeting (by default in a week, at an organisation of its own), without a ledger entry."""
    fields.setdefault("title", "Rapat koordinasi")
    fields.setdefault("starts_at", timezone.now() + datetime.timedelta(days=7))
    fields.setdefault("room", "Ruang rapat lantai 3")
    fields["host"] = fields.get("host") or OrganisationFactory()
    meeting = MeetingPage(**fields)
    meeting.agenda_items = [AgendaItem(text=text, sort_order=number) for number, text in enumerate(agenda)]
    meeting.organisers = organisers
    return index_page().add_child(instance=meeting)


def invitation_page(*, parent=None, to=(), bring=(), **fields) -> InvitationPage:
    """A live invitation below a meeting, without a ledger entry; `to` are the invited organisations."""
    fields.setdefault("title", "Undangan rapat koordinasi")
    fields.setdefault("opening", "Dalam rangka evaluasi rencana aksi, kami mengharap kehadiran Saudara pada:")
    invitation = InvitationPage(**fields)
    invitation.invitees = [Invitee(organisation=one, sort_order=number) for number, one in enumerate(to)]
    invitation.bring_items = [BringItem(text=text, sort_order=number) for number, text in enumerate(bring)]
    return (parent or meeting_page()).add_child(instance=invitation)


class RegistrationFactory(DjangoModelFactory):
    class Meta:
        model = Registration

    name = factory.Sequence(lambda n: f"Warga {n}")
    email = factory.Sequence(lambda n: f"warga{n}@contoh.id")
    confirmed_at = factory.LazyFunction(timezone.now)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Tim {n}")
    slug = factory.Sequence(lambda n: f"tim-{n}")
    kind = Team.Kind.STEERING

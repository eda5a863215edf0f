"""Organisations, people and logins."""

import datetime

import factory
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from forum import permissions
from forum.models import Membership, Organisation, Person, Post, Sector, User


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

"""Whoever reads and writes by HTTP, without a server."""

from django.conf import settings
from django.test import Client
from django.urls import reverse


def as_(user=None, **headers):
    """A browser of its own, in which this person is signed in; nobody if none is given."""
    client = Client(headers=headers)
    if user:
        client.force_login(user)
    return client


def expired(user, **headers):
    """A browser in which this person was signed in until a moment ago."""
    client = as_(user, **headers)
    client.get(reverse("decrees:notices"))
    del client.cookies[settings.SESSION_COOKIE_NAME]
    return client


def page_of(version, user=None):
    """The draft's page as this person reads it."""
    return as_(user).get(version.decree.url).content.decode()


def desk_url(name, *args):
    return reverse(f"decrees_admin:{name}", args=args)

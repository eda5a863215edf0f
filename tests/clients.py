"""Whoever reads and writes by HTTP, without a server."""

from django.test import Client


def as_(user=None, **headers):
    """A browser of its own, in which this person is signed in; nobody if none is given."""
    client = Client(headers=headers)
    if user:
        client.force_login(user)
    return client

"""Citizens without a login, and a round that hears them."""

from django.urls import reverse
from wagtail.models import Site

from decrees.models import CitizenComment
from decrees.permissions import DecreePermission
from decrees.services import citizens
from decrees.services.notifying.to_citizens import link_in_mail
from forum.models import ForumSettings
from tests.factories.decrees import WRITING, circulated, opened
from tests.factories.forum import OrganisationFactory, member_of, secretariat_user

CONSENT = "Saya setuju."


def for_citizens():
    """The organisation that stands for citizens."""
    local = ForumSettings.for_site(Site.objects.get(is_default_site=True))
    if local.citizens is None:
        local.citizens = OrganisationFactory(short_name="Warga")
        local.save()
    return local.citizens


def open_to_citizens(**fields):
    """A version under comment that hears citizens too, and a member: (version, round, member)."""
    bi, citizens_ = OrganisationFactory(short_name="BI"), for_citizens()
    version = circulated(**fields)
    grants = {bi: WRITING, citizens_: {DecreePermission.COMMENT}}
    return version, opened(version, grants=grants), member_of(bi)


def asked(version, *, email="warga@desa.example", text="Jalan desa kami perlu disebut.", clause="dik-1", **fields):
    fields = {"kind": "citizen", "consent": CONSENT, **fields}
    return citizens.ask_to_be_heard(version, clause=clause, text=text, email=email, **fields)


def link_of(citizen):
    """The address of the private page, as a mail holds it."""
    return reverse("decrees:heard", args=[token_of(citizen)])


def token_of(citizen):
    with link_in_mail(citizen) as token:
        return token


def waiting(version, **fields):
    """Confirmed by whoever has the address."""
    return CitizenComment.objects.get(pk=citizens.confirm_comment(asked(version, **fields)).pk)


def heard(version, *, by=None, **fields):
    """Published by the secretariat."""
    return citizens.hear_comments([waiting(version, **fields)], by=by or secretariat_user())

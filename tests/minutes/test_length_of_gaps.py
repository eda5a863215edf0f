"""How long the words are that are blacked out is read nowhere: a short name and a long one leave the same gap."""

import re

import pytest
from django.urls import reverse

from minutes import services
from minutes.models import MinutesPage
from tests.clients import as_
from tests.factories import OrganisationFactory, bring_to, meeting_page, member_of, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db
SHORT, LONG = "Edi", "Raden Ajeng Siti Kusumaningrum Wijayanti"


def published(by, bi, slug, words, *, secret):
    """Minutes whose one input says `words`, `secret` of them out of sight."""
    meeting = meeting_page(slug=slug, title="Rapat")
    draft = minutes_page(meeting=meeting, present=[bi], inputs=[words], decisions=[words], by=by)
    minutes = bring_to(draft, "approved", by=by)
    for part in ("inputs:1", "decisions:1") if secret else ():
        services.redact(minutes, part=part, quote=secret, ground="pdp", note="Nama warga.", by=by)
    return services.publish_minutes(minutes, over_findings=True, by=by)


def outlets(minutes):
    """What does not name keys, days, digests and places of entries, which differ between any two minutes."""
    client, minutes = as_(None), MinutesPage.objects.get(pk=minutes.pk)
    for url in (minutes.url, reverse("minutes:download", args=[minutes.pk, "json"])):
        text = client.get(url).content.decode()
        text = re.sub(r">[0-9a-f]{8}<|[0-9a-f]{32,}|[\w-]{40,}", "", text)
        yield re.sub(r"\d+", "0", text)


@pytest.mark.parametrize("words", [(SHORT, LONG)])
def test_two_blacked_out_words_of_another_length_leave_pages_and_files_of_one_length(words):
    by, bi = secretariat_user(), member_of(OrganisationFactory()).person.memberships.get().organisation
    pair = [
        published(by, bi, slug, f"Usul {name} diterima.", secret=name)
        for slug, name in zip(("satu", "buka"), words, strict=True)
    ]
    one, two = (list(outlets(minutes)) for minutes in pair)
    assert list(map(len, one)) == list(map(len, two))


def test_where_nothing_is_blacked_out_the_lengths_are_those_of_the_words():
    by, bi = secretariat_user(), member_of(OrganisationFactory()).person.memberships.get().organisation
    pair = [published(by, bi, slug, f"Usul {name}.", secret="") for slug, name in (("satu", SHORT), ("buka", LONG))]
    one, two = ([len(text) for text in outlets(minutes)] for minutes in pair)
    assert all(short < long for short, long in zip(one, two, strict=True))

"""The list of names, kept by the secretariat."""

import pytest
from django.urls import reverse

from cms.services.preparing import prepare_site
from decrees.models import Term
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory, member_of, secretariat_user

pytestmark = pytest.mark.django_db


def test_new_house_knows_the_usual_names_and_keeps_what_was_made_of_them():
    prepare_site()
    assert Term.objects.filter(preferred="Tim Pengarah", variants__contains="Dewan Pengarah").exists()
    Term.objects.exclude(preferred="Tim Pengarah").delete()
    prepare_site()
    assert Term.objects.count() == 1


def test_secretariat_keeps_the_list_and_the_ledger_knows(client):
    client.force_login(secretariat_user())
    given = {"preferred": "Tim Ahli", "variants": "Dewan Pakar"}
    assert client.post(reverse("decree_terms:add"), given).status_code == 302
    term = Term.objects.get()
    assert "Dewan Pakar" in client.get(reverse("decree_terms:index")).content.decode()
    client.post(reverse("decree_terms:edit", args=[term.pk]), {**given, "variants": "Dewan Pakar\nTim Pakar"})
    client.post(reverse("decree_terms:delete", args=[term.pk]))
    entries = LedgerEntry.objects.filter(target__startswith="decrees.term").values_list("verb", "audience")
    assert list(entries) == [
        ("record.saved", "secretariat"),
        ("record.saved", "secretariat"),
        ("record.deleted", "secretariat"),
    ]


def test_nobody_else_does(client):
    client.force_login(member_of(OrganisationFactory()))
    assert client.post(reverse("decree_terms:add"), {"preferred": "A", "variants": "B"}).status_code == 302
    assert not Term.objects.exists()

"""A forum that has no draft yet is told how one begins."""

import pytest
from django.urls import reverse

from cms.services.preparing import prepare_site
from decrees.models import DecreeIndexPage
from tests.clients import as_
from tests.factories import UserFactory, circulated

pytestmark = pytest.mark.django_db


def test_list_without_a_draft_leads_to_the_first_one_and_says_nothing_later():
    prepare_site()
    client, told = as_(UserFactory(is_superuser=True, is_staff=True)), "Belum ada rancangan. Setelah ada naskahnya"
    first = client.get(reverse("decrees_admin:drafts"), follow=True).content.decode()
    new = reverse("wagtailadmin_pages:add", args=["decrees", "decreepage", DecreeIndexPage.objects.get().pk])
    assert (told in first, f'href="{new}"' in first) == (True, True)
    circulated()
    assert told not in client.get(reverse("decrees_admin:drafts"), follow=True).content.decode()

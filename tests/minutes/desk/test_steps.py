"""What the desk of the minutes says before a step."""

import pytest
from django.urls import reverse

from minutes.models.states import State, Step
from tests.factories import UserFactory, minutes_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("text", "is_told"), [("Dibentuk tim 漢", True), ("Dibentuk tim ꦗꦮ", False)])
def test_characters_that_the_pdf_cannot_show_are_told_before_circulating(client, text, is_told):
    minutes = minutes_page(decisions=[text], state=State.DRAFT)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    for url in (
        reverse("wagtailadmin_pages:edit", args=[minutes.pk]),
        reverse("minutes_step", args=[minutes.pk, Step.CIRCULATE]),
    ):
        assert ("U+6F22" in client.get(url).content.decode()) == is_told

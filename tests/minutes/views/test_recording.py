"""The recording of a meeting: a plain link to an item or a decision, once it is public and consent noted."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from minutes.documents import paper
from minutes.models import MinutesPage, Recording, content
from minutes.models.states import State
from tests.factories import bring_to, meeting_page, member_of, minutes_page, secretariat_user

pytestmark = pytest.mark.django_db
LINK = "https://youtu.be/abc"


def recorded(*, state, consent="Semua yang hadir ditanya; tidak ada yang keberatan."):
    desk = secretariat_user()
    page = minutes_page(meeting=meeting_page(agenda=["Evaluasi", "Lain-lain"]), by=desk)
    draft = page.get_latest_revision_as_object()
    row = Recording(link=LINK, consent=consent, moments="acara 2 12:30\nkeputusan 1 1:05:00")
    row.full_clean(exclude=["minutes"])
    draft.recordings = [row]
    draft.save_revision(user=desk)
    return bring_to(MinutesPage.objects.get(pk=page.pk), state, by=desk)


def test_public_page_leads_to_the_second_of_an_item_and_of_a_decision(client):
    minutes = recorded(state=State.PUBLISHED)
    page = client.get(minutes.url).content.decode()
    assert f'href="{LINK}?t=750s"' in page
    assert "Lain-lain" in page
    assert f'href="{LINK}?t=3900s"' in page
    assert "Semua yang hadir ditanya" in page
    assert "<iframe" not in page
    data = client.get(reverse("minutes:download", args=[minutes.pk, "json"])).json()
    assert data["content"]["recordings"][0]["link"] == LINK
    assert data["sha256"] == content.digest_of(minutes)
    assert LINK in repr(paper.build_minutes(minutes))


def test_nothing_is_told_of_it_while_nobody_noted_who_was_asked(client):
    minutes = recorded(state=State.PUBLISHED, consent="")
    assert LINK not in client.get(minutes.url).content.decode()
    assert LINK not in client.get(reverse("minutes:download", args=[minutes.pk, "json"])).content.decode()
    assert LINK not in repr(paper.build_minutes(minutes))


def test_those_who_are_asked_for_corrections_do_not_see_it_yet(client):
    minutes = recorded(state=State.CIRCULATED)
    client.force_login(member_of(minutes.recipients.first().organisation))
    answer = client.get(reverse("minutes:circulated", args=[minutes.pk]))
    assert answer.status_code == 200
    assert LINK not in answer.content.decode()
    assert LINK not in repr(paper.build_minutes(minutes.circulated_revision.as_object()))


@pytest.mark.parametrize(
    "wrong", [{"link": "http://youtu.be/abc"}, {"link": "javascript:alert(1)"}, {"moments": "12:30"}]
)
def test_what_cannot_be_opened_or_read_is_refused(wrong):
    with pytest.raises(ValidationError) as refused:
        Recording(**{"link": LINK, "moments": ""} | wrong).full_clean(exclude=["minutes"])
    assert set(refused.value.error_dict) == set(wrong)

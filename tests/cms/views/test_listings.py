"""The lists of meetings and invitations: what stands in them, what is filtered and found, and for whom."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum import services
from forum.models import MeetingPage
from tests.factories import (
    OrganisationFactory,
    RegistrationFactory,
    UserFactory,
    invitation_page,
    meeting_page,
    member_of,
    minutes_page,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
MEETINGS, INVITATIONS = reverse("meetings:index"), reverse("invitations:index")


@pytest.fixture
def desk(client):
    user = secretariat_user()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def days(n):
    return timezone.now() + datetime.timedelta(days=n)


def rows(client, address):
    return {page.title: page.progress for page in client.get(address).context["object_list"]}


def test_lists_are_for_the_secretariat_and_no_other_editor(client, desk):
    assert [client.get(url).status_code for url in (MEETINGS, INVITATIONS)] == [200, 200]
    editor = UserFactory()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    assert [client.get(url).status_code for url in (MEETINGS, INVITATIONS)] == [302, 302]


def test_each_row_tells_its_state_answers_registrations_and_the_next_step(client, desk):
    bi, other = OrganisationFactory.create_batch(2)
    coming = meeting_page(title="Akan datang")
    invitation = invitation_page(parent=coming, to=[bi, other], capacity=20, title="Surat")
    services.answer_invitation(invitation, organisation=bi, answer="yes", by=member_of(bi))
    RegistrationFactory(invitation=invitation)
    meeting_page(title="Tanpa undangan", slug="b")
    held = meeting_page(title="Lewat", slug="c", starts_at=days(-2))
    noted = meeting_page(title="Berisi", slug="d", starts_at=days(-2))
    minutes_page(meeting=noted, by=desk)
    meeting_page(title="Batal", slug="e", status=MeetingPage.Status.CANCELLED, status_reason="Sakit")
    meeting_page(title="Konsep", slug="f", live=False)
    found = rows(client, MEETINGS)
    told = {title: (one.state, one.answers, one.registrations, one.step) for title, one in found.items()}
    assert told == {
        "Akan datang": ("announced", "1/2", "1/20", "1 has not answered"),
        "Tanpa undangan": ("announced", "", "", "Invite"),
        "Lewat": ("over", "", "", "Write the minutes"),
        "Berisi": ("over", "", "", ""),
        "Batal": ("cancelled", "", "", ""),
        "Konsep": ("draft", "", "", "Publish it"),
    }
    assert found["Lewat"].url.endswith(f"/minutes/minutespage/{held.pk}/")
    [letter] = client.get(INVITATIONS).context["object_list"]
    assert (letter.meets, letter.progress.state, letter.progress.answers) == (coming, "published", "1/2")


def test_filters_find_what_is_lacking_and_when(client, desk):
    invitation_page(parent=meeting_page(title="Diundang"))
    meeting_page(title="Sepi", slug="b", kind="seminar")
    meeting_page(title="Lewat", slug="c", starts_at=days(-2))
    titles = {
        query: set(rows(client, f"{MEETINGS}?{query}"))
        for query in ("when=coming", "when=past", "lacking=minutes", "lacking=invitation&when=coming", "kind=seminar")
    }
    assert titles == {
        "when=coming": {"Diundang", "Sepi"},
        "when=past": {"Lewat"},
        "lacking=minutes": {"Lewat"},
        "lacking=invitation&when=coming": {"Sepi"},
        "kind=seminar": {"Sepi"},
    }
    assert list(rows(client, f"{MEETINGS}?ordering=title")) == ["Diundang", "Lewat", "Sepi"]


def test_who_wants_to_invite_where_every_meeting_has_its_invitation_is_told_so_and_led_to_a_new_meeting(client, desk):
    url = f"{MEETINGS}?lacking=invitation&when=coming"
    told, new = "Every meeting shown here has its invitation", reverse("meetings:choose_parent")
    empty = client.get(url).content.decode()
    assert (told in empty, "There is no meeting yet" in empty, f'href="{new}"' in empty) == (False, True, True)
    invitation_page(parent=meeting_page(title="Diundang"))
    page = client.get(url).content.decode()
    assert (told in page, f'href="{new}"' in page) == (True, True)
    meeting_page(title="Sepi", slug="b")
    assert told not in client.get(url).content.decode()


def test_search_goes_through_the_words_of_the_page(client, desk):
    meeting_page(title="Rapat", summary="Membahas dasa wisma.", agenda=["Jadwal imunisasi"]).save()
    meeting_page(title="Pertemuan", slug="b")
    found = [set(rows(client, f"{MEETINGS}?q={word}")) for word in ("wisma", "imunisasi", "pertem", "tidakada")]
    assert found == [{"Rapat"}, {"Rapat"}, {"Pertemuan"}, set()]


def test_lists_ask_no_more_for_many_rows(client, desk):
    def counted(address):
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def more(n):
        for number in range(n):
            meeting = meeting_page(slug=f"rapat-{n}-{number}", starts_at=days(number - 3))
            invitation_page(parent=meeting, to=OrganisationFactory.create_batch(2))

    more(2)
    for address in (MEETINGS, INVITATIONS):
        client.get(address)
    few = [counted(MEETINGS), counted(INVITATIONS)]
    more(8)
    assert [counted(MEETINGS), counted(INVITATIONS)] == few


def test_invitations_are_filtered_by_kind_and_host_of_their_meeting(client, desk):
    bi, other = OrganisationFactory.create_batch(2)
    seminar = meeting_page(title="Seminar", kind="seminar", host=bi)
    hearing = meeting_page(title="Dengar pendapat", slug="b", kind="hearing", host=other)
    invitation_page(parent=seminar, title="Ke seminar")
    invitation_page(title="Menyebut", slug="lain", subject=hearing)
    assert list(rows(client, f"{INVITATIONS}?kind=seminar")) == ["Ke seminar"]
    assert list(rows(client, f"{INVITATIONS}?host={other.pk}")) == ["Menyebut"]


def test_whoever_may_come_has_not_answered_yet(client, desk):
    bi = OrganisationFactory()
    invitation = invitation_page(parent=meeting_page(title="Rapat"), to=[bi], title="Surat")
    told = {}
    for answer in ("maybe", "yes", "maybe"):
        services.answer_invitation(invitation, organisation=bi, answer=answer, by=member_of(bi))
        told[answer] = rows(client, INVITATIONS)["Surat"].answers
    assert told == {"maybe": "0/1", "yes": "1/1"}

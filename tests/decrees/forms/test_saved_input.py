"""Words typed in the admin when the session had ended: they come back in their own form, to whoever typed them."""

import pytest
from django.urls import reverse

from decrees.forms import saved_input
from decrees.models import Answer, Round
from tests.clients import as_, expired
from tests.clients import desk_url as url
from tests.factories import OrganisationFactory, commented, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


def signed_in(client, user, form_url):
    """By Wagtail's own way, with the password."""
    user.set_password("rahasia-sekali")
    user.save()
    client.post(reverse("account_login"), {"login": user.email, "password": "rahasia-sekali"})
    return client.get(form_url)


def test_answer_typed_in_the_admin_survives_a_session_that_ended():
    version, _, member = open_draft()
    first, other = (commented(version, member, text=f"Sebutkan daerahnya, tolong {n}.") for n in (1, 2))
    user = secretariat_user()
    answer, client = url("answer", version.decree_id, first.pk), expired(user)
    typed = {"disposition": "partly", "reason": "Alasan yang panjang.", "seen": "0", "together": [other.pk]}
    sent = client.post(answer, typed)
    assert (sent.status_code, Answer.objects.count()) == (302, 0)
    page = signed_in(client, user, answer)
    form = page.context["form"]
    assert [form[name].value() for name in typed] == ["partly", "Alasan yang panjang.", "0", [str(other.pk)]]
    assert [m.level_tag for m in page.context["messages"]].count("warning") == 1
    # Neither in another form nor in another session.
    elsewhere = client.get(url("answer", version.decree_id, other.pk))
    assert "Alasan yang panjang." not in elsewhere.content.decode()
    assert "Alasan yang panjang." not in as_(secretariat_user()).get(answer).content.decode()
    assert client.post(answer, typed).status_code == 302
    assert Answer.objects.count() == 2
    assert saved_input.UNSENT not in client.session


def test_ticks_of_a_round_come_back_as_they_were():
    version, round_, _ = open_draft()
    user = secretariat_user()
    change, client = url("round-change", version.decree_id, round_.pk), expired(user)
    tick = f"{OrganisationFactory().group_id}:answer_comments"
    client.post(change, {"closes_on": "2030-01-31", "note": "Baru.", "preset": "own", "grants": [tick]})
    form = signed_in(client, user, change).context["form"]
    ticked = [value for row in form.member_rows() for value, _label, on in row.cells if on]
    assert (ticked, form["note"].value(), form["closes_on"].value()) == ([tick], "Baru.", "2030-01-31")
    assert Round.objects.get().note == ""


def test_nothing_is_kept_that_bears_no_key_or_is_too_long(monkeypatch):
    version, _, member = open_draft()
    answer = url("answer", version.decree_id, commented(version, member).pk)
    user = secretariat_user()
    forging, long = expired(user), expired(user)
    forging.handler.enforce_csrf_checks = True
    assert forging.post(answer, {"reason": "Palsu."}).status_code == 403
    assert long.post(answer, {"reason": "a" * (saved_input.LONGEST_KEPT + 1)}).status_code == 302
    assert [saved_input.UNSENT in client.session for client in (forging, long)] == [False, False]


def test_words_are_not_shown_to_somebody_else_who_signs_in_on_the_same_device():
    version, _, member = open_draft()
    answer = url("answer", version.decree_id, commented(version, member).pk)
    typist, other = secretariat_user(), secretariat_user()
    client = expired(typist)
    client.post(answer, {"reason": "Kata-kata orang lain."})
    page = signed_in(client, other, answer)
    assert page.status_code == 200
    assert "Kata-kata orang lain." not in page.content.decode()
    assert saved_input.UNSENT not in client.session


def test_what_was_typed_in_one_form_waits_while_another_is_sent():
    version, _, member = open_draft()
    first, other = (url("answer", version.decree_id, commented(version, member).pk) for _n in range(2))
    user = secretariat_user()
    client = expired(user)
    client.post(first, {"reason": "Belum selesai."})
    signed_in(client, user, other)
    assert client.post(other, {"disposition": "noted", "reason": "Dicatat.", "seen": "0"}).status_code == 302
    assert client.get(first).context["form"]["reason"].value() == "Belum selesai."


def test_whoever_was_never_signed_in_here_leaves_no_words():
    version, _, member = open_draft()
    client = as_()
    client.post(url("answer", version.decree_id, commented(version, member).pk), {"reason": "Siapa saja."})
    assert saved_input.UNSENT not in client.session

"""Words typed in the admin when the session had ended: they come back in their own form, to whoever signs in."""

import pytest
from django.urls import reverse

from decrees import unsent
from decrees.models import Answer, Round
from tests.clients import as_
from tests.factories import OrganisationFactory, commented, open_draft, secretariat_user

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"decrees_admin:{name}", args=args)


def signed_in_again(client, form_url):
    """By Wagtail's own way, with the password."""
    user = secretariat_user()
    user.set_password("rahasia-sekali")
    user.save()
    client.post(reverse("account_login"), {"login": user.email, "password": "rahasia-sekali"})
    return client.get(form_url)


def test_answer_typed_in_the_admin_survives_a_session_that_ended():
    version, _, member = open_draft()
    first, other = (commented(version, member, text=f"Sebutkan daerahnya, tolong {n}.") for n in (1, 2))
    answer, client = url("answer", version.decree_id, first.pk), as_()
    typed = {"disposition": "partly", "reason": "Alasan yang panjang.", "seen": "0", "together": [other.pk]}
    sent = client.post(answer, typed)
    assert (sent.status_code, Answer.objects.count()) == (302, 0)
    page = signed_in_again(client, answer)
    form = page.context["form"]
    assert [form[name].value() for name in typed] == ["partly", "Alasan yang panjang.", "0", [str(other.pk)]]
    assert [m.level_tag for m in page.context["messages"]].count("warning") == 1
    # Neither in another form nor in another session.
    elsewhere = client.get(url("answer", version.decree_id, other.pk))
    assert "Alasan yang panjang." not in elsewhere.content.decode()
    assert "Alasan yang panjang." not in as_(secretariat_user()).get(answer).content.decode()
    assert client.post(answer, typed).status_code == 302
    assert Answer.objects.count() == 2
    assert unsent.UNSENT not in client.session


def test_ticks_of_a_round_come_back_as_they_were():
    version, round_, _ = open_draft()
    change, client = url("round-change", version.decree_id, round_.pk), as_()
    tick = f"{OrganisationFactory().group_id}:answer_comments"
    client.post(change, {"closes_on": "2030-01-31", "note": "Baru.", "preset": "own", "grants": [tick]})
    form = signed_in_again(client, change).context["form"]
    ticked = [value for row in form.member_rows() for value, _label, on in row.cells if on]
    assert (ticked, form["note"].value(), form["closes_on"].value()) == ([tick], "Baru.", "2030-01-31")
    assert Round.objects.get().note == ""


def test_nothing_is_kept_that_bears_no_key_or_is_too_long(monkeypatch):
    version, _, member = open_draft()
    answer = url("answer", version.decree_id, commented(version, member).pk)
    forging, long = as_(), as_()
    forging.handler.enforce_csrf_checks = True
    assert forging.post(answer, {"reason": "Palsu."}).status_code == 403
    assert long.post(answer, {"reason": "a" * (unsent.LONGEST_KEPT + 1)}).status_code == 302
    assert [unsent.UNSENT in client.session for client in (forging, long)] == [False, False]

"""Commenting, replying and answering by plain forms and by script; the replay of what was missed."""

import uuid

import pytest
from django.urls import reverse

from decrees import services
from decrees.forms import saved_input
from decrees.models import Comment
from decrees.permissions import DecreePermission
from forum import ledger
from forum.audiences import PUBLIC
from forum.models import LedgerEntry
from tests.clients import as_, expired
from tests.factories import (
    OrganisationFactory,
    UserFactory,
    circulated,
    closed,
    commented,
    member_of,
    open_draft,
    opened,
    secretariat_user,
)

pytestmark = pytest.mark.django_db
FETCH = {"X-Requested-With": "fetch"}


def add_url(version):
    return reverse("decrees:comment-add", args=[version.decree_id, version.number])


def answer_url(comment):
    return reverse("decrees:comment-answer", args=[comment.version.decree_id, comment.pk])


def words(**changes):
    return {"token": str(uuid.uuid4()), "clause": "dik-1", "text": "Mohon diperjelas.", "audience": "public", **changes}


def events(version, user=None, after=0, **headers):
    url = reverse("decrees:events", args=[version.decree_id])
    return as_(user).get(f"{url}?after={after}", headers=headers)


# --- by form


def test_form_shows_the_passage_and_its_comment_comes_back_to_it():
    version, _, member = open_draft()
    client = as_(member)
    form = client.get(add_url(version) + "?clause=dik-1&start=10&end=13").context["form"]
    assert (form.passage, form["start"].value(), form["proposed"].value()) == ("Tim", 10, "Tim")
    sent = client.post(add_url(version), words(start="10", end="13", proposed="Tim", audience="public"))
    comment = Comment.objects.get()
    assert (comment.quote, comment.proposed, comment.author) == ("Tim", None, member)
    assert sent.url == f"{version.decree.url}#komentar-{comment.pk}"


def test_comment_on_a_whole_clause_may_propose_other_words():
    version, _, member = open_draft()
    client = as_(member)
    assert client.get(add_url(version) + "?clause=row-2").context["form"].passage == "Anggota\tIDFoS\tNGO"
    client.post(add_url(version), words(text="", proposed="Membentuk Panitia."))
    comment = Comment.objects.get()
    assert (comment.start, comment.text, comment.proposed) == (None, "", "Membentuk Panitia.")


def test_wording_is_offered_only_to_those_who_may_propose():
    version, organisation = circulated(), OrganisationFactory()
    opened(version, grants={organisation: {DecreePermission.COMMENT}})
    client = as_(member_of(organisation))
    assert "proposed" not in client.get(add_url(version) + "?clause=dik-1").context["form"].fields
    client.post(add_url(version), words(proposed="Membentuk Panitia."))
    assert Comment.objects.get().proposed is None


def test_wrong_input_comes_back_with_what_was_typed():
    version, _, member = open_draft()
    client = as_(member)
    for wrong in [words(text=" "), words(clause="no-such"), words(quote="Panitia"), words(audience="organisation:0")]:
        answer = client.post(add_url(version), wrong)
        assert answer.status_code == 422
        assert wrong["text"].strip() in answer.content.decode()
    assert Comment.objects.count() == 0
    assert client.post(add_url(version), words()).status_code == 302


def test_form_is_refused_to_those_who_may_not_and_hidden_from_those_who_may_not_know():
    version, _, member = open_draft()
    stranger = member_of(OrganisationFactory())
    for user, expected in [(member, 200), (stranger, 403), (secretariat_user(), 403)]:
        assert as_(user).get(add_url(version) + "?clause=dik-1").status_code == expected
        assert as_(user).post(add_url(version), words()).status_code == (302 if user == member else 403)
    assert Comment.objects.count() == 1
    secret, _, insider = open_draft(reading="invited")
    assert as_(member).post(add_url(secret), words()).status_code == 404
    assert as_(insider).post(add_url(secret), words()).status_code == 302


def test_words_typed_while_the_round_closed_are_shown_again():
    version, round_, member = open_draft()
    services.close_round(round_, by=secretariat_user())
    answer = as_(member).post(add_url(version), words(text="Kalimat yang panjang."))
    assert answer.status_code == 403
    assert "Kalimat yang panjang." in answer.content.decode()
    assert Comment.objects.count() == 0


def test_striking_out_is_proposed_with_a_tick_and_stays_when_the_comment_is_changed():
    version, _, member = open_draft()
    client = as_(member)
    client.post(add_url(version), words(text="", start="10", end="13", strike="on", proposed="Tim"))
    comment = Comment.objects.get()
    assert (comment.quote, comment.proposed) == ("Tim", "")
    assert "<del" in client.get(version.decree.url).content.decode()
    form = client.get(reverse("decrees:comment-edit", args=[version.decree_id, comment.pk])).context["form"]
    assert (form.initial["strike"], form.initial["proposed"]) == (True, "Tim")
    client.post(add_url(version), words(text="", start="10", end="13", proposed="Tim"))
    assert Comment.objects.count() == 1


# --- without a session


@pytest.mark.parametrize("pk", ["known", "unknown", "secret"])
def test_without_a_session_the_answer_tells_nothing_about_the_draft(pk):
    version = circulated(reading="invited" if pk == "secret" else "public")
    decree_pk = 999999 if pk == "unknown" else version.decree_id
    url = reverse("decrees:comment-add", args=[decree_pk, 1])
    answer = as_().post(url, words())
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={url.replace('/', '%2F')}")
    answer = as_().post(url, words(), headers=FETCH)
    assert (answer.status_code, list(answer.json())) == (401, ["login"])


def test_words_survive_a_session_that_ended():
    version, _, member = open_draft()
    member.set_password("rahasia-sekali")
    member.save()
    client = expired(member)
    typed = words(text="Kalimat yang panjang.", start="10", end="13")
    assert client.post(add_url(version), typed).status_code == 302
    client.post(reverse("account_login"), {"login": member.email, "password": "rahasia-sekali"})
    form = client.get(add_url(version)).context["form"]
    assert form["text"].value() == "Kalimat yang panjang."
    client.post(add_url(version), {name: field.value() or "" for name, field in ((f.name, f) for f in form)})
    assert (Comment.objects.get().text, Comment.objects.get().quote) == ("Kalimat yang panjang.", "Tim")
    assert client.get(add_url(version) + "?clause=dik-1").context["form"]["text"].value() is None


def test_words_of_strangers_are_kept_within_a_limit(monkeypatch):
    version, _, member = open_draft()
    monkeypatch.setattr(saved_input, "KEPT_PER_HOUR", 1)
    first, second = expired(member), expired(member)
    for client in [first, second]:
        assert client.post(add_url(version), words()).status_code == 302
    assert (saved_input.UNSENT in first.session, saved_input.UNSENT in second.session) == (True, False)


# --- by script


def test_script_gets_the_form_alone_and_its_frame_back():
    version, _, member = open_draft()
    client = as_(member)
    fragment = client.get(add_url(version) + "?clause=dik-1", headers=FETCH).content.decode()
    assert "<form" in fragment
    assert "<html" not in fragment
    answer = client.post(add_url(version), words(start="10", end="13"), headers=FETCH)
    [frame] = answer.json()["frames"]
    comment = Comment.objects.get()
    assert answer.status_code == 201
    assert (frame["channel"], frame["seq"], frame["verb"]) == ("members", comment.seq, "comment.added")
    assert (frame["comment"], frame["parent"], frame["clause"]) == (comment.pk, None, "dik-1")
    assert (frame["version"], frame["start"], frame["end"]) == (1, 10, 13)
    assert frame["html"].startswith("<article")
    assert "balas" in frame["html"]
    assert "BI" in frame["text"]
    wrong = client.post(add_url(version), words(text=""), headers=FETCH)
    assert wrong.status_code == 422
    assert "<html" not in wrong.content.decode()


def test_audience_that_is_not_offered_is_never_guessed():
    version, _, member = open_draft()
    client = as_(member)
    for wrong in ["", "organisation:0"]:
        refused = client.post(add_url(version), words(audience=wrong))
        assert (refused.status_code, "audience" in refused.context["form"].errors) == (422, True)
        assert "selected" not in str(refused.context["form"]["audience"]).replace('value="" selected', "")
    assert not Comment.objects.exists()
    assert client.get(add_url(version) + "?clause=dik-1").context["form"]["audience"].value() == PUBLIC


def test_other_words_in_a_form_that_was_sent_are_refused_once_and_then_another_comment():
    version, _, member = open_draft()
    client, first = as_(member), words(text="Pertama.")
    client.post(add_url(version), first)
    refused = client.post(add_url(version), {**first, "text": "Kedua."})
    assert (refused.status_code, Comment.objects.count()) == (422, 1)
    form = refused.context["form"]
    assert form["text"].value() == "Kedua."
    assert client.post(add_url(version), {**first, "text": "Kedua.", "token": form["token"].value()}).status_code == 302
    assert [comment.text for comment in Comment.objects.order_by("pk")] == ["Pertama.", "Kedua."]


def test_script_posting_twice_makes_one_comment():
    version, _, member = open_draft()
    same = words()
    frames = [as_(member).post(add_url(version), same, headers=FETCH).json()["frames"] for _ in range(2)]
    assert frames[0] == frames[1]
    assert Comment.objects.count() == 1


# --- replies and answers


def test_reply_appears_under_its_comment_and_only_members_reply():
    version, _, member = open_draft()
    parent = commented(version, member)
    url = reverse("decrees:comment-reply", args=[version.decree_id, parent.pk])
    data = {"token": str(uuid.uuid4()), "text": "Setuju."}
    assert as_(member_of(OrganisationFactory())).post(url, data).status_code == 403
    assert as_(member).get(url).status_code == 200
    [frame] = as_(member).post(url, data, headers=FETCH).json()["frames"]
    assert frame["parent"] == parent.pk
    html = as_().get(version.decree.url).content.decode()
    assert "Setuju." in html.split(f'data-replies="{parent.pk}"')[1]


def test_answer_is_the_secretariats_and_can_be_changed():
    version, _, member = open_draft()
    comment = commented(version, member)
    data = {"disposition": "accepted", "reason": "Kami perjelas."}
    assert as_(member).get(answer_url(comment)).status_code == 403
    assert as_(member).post(answer_url(comment), data).status_code == 403
    client = as_(secretariat_user())
    assert client.get(answer_url(comment)).status_code == 200
    assert client.post(answer_url(comment), {**data, "reason": " "}).status_code == 422
    assert client.post(answer_url(comment), data).status_code == 302
    assert client.get(answer_url(comment)).context["form"]["reason"].value() == "Kami perjelas."
    [frame] = client.post(answer_url(comment), {**data, "disposition": "partly"}, headers=FETCH).json()["frames"]
    assert (frame["verb"], frame["comment"]) == ("answer.changed", comment.pk)
    assert Comment.objects.get(pk=comment.pk).answer.disposition == "partly"
    html = as_().get(version.decree.url).content.decode()
    assert 'data-value="partly"' in html
    assert "Kami perjelas." in html


def test_comment_of_another_draft_is_not_found_under_this_one():
    version, _, member = open_draft()
    other, _, _ = open_draft(short_name="KPI")
    comment = commented(version, member)
    for name in ["comment-detail", "comment-reply", "comment-answer"]:
        url = reverse(f"decrees:{name}", args=[other.decree_id, comment.pk])
        assert as_(secretariat_user()).get(url).status_code == 404


# --- replay


def test_replay_gives_each_reader_what_was_missed_in_order():
    version, round_, member = open_draft()
    first = commented(version, member)
    commented(version, member, audience="secretariat")
    services.answer_comment(first, disposition="noted", reason="Ya.", by=secretariat_user())
    closed(round_)
    everything = events(version).json()
    verbs = [frame["verb"] for frame in everything["frames"]]
    assert verbs == ["version.circulated", "round.opened", "comment.added", "answer.given", "round.closed"]
    assert everything["seq"] == everything["frames"][-1]["seq"]
    assert everything["reload"] is False
    seqs = [frame["seq"] for frame in everything["frames"]]
    assert [frame["prev"] for frame in everything["frames"]] == [0, *seqs[:-1]]
    missed = events(version, secretariat_user(), after=first.seq).json()["frames"]
    assert [frame["verb"] for frame in missed] == ["comment.added", "answer.given", "answer.given", "round.closed"]
    assert {frame["channel"] for frame in missed} == {"secretariat"}
    assert "jawab" in missed[0]["html"]


def test_replay_is_not_sent_again_when_nothing_is_new():
    version = circulated()
    last = LedgerEntry.objects.latest("seq").seq
    first = events(version, after=last)
    assert (first.json()["frames"], first.json()["seq"]) == ([], last)
    assert events(version, after=last, if_none_match=first["ETag"]).status_code == 304
    opened(version, OrganisationFactory())
    again = events(version, after=last, if_none_match=first["ETag"])
    assert (again.status_code, bool(again.json()["frames"])) == (200, True)


def test_frames_of_the_public_offer_nothing_that_the_public_may_not_do():
    version, _, member = open_draft()
    commented(version, member)
    public = events(version, UserFactory()).json()["frames"][-1]["html"]
    assert "balas" not in public
    assert "jawab" not in public
    assert ledger.verify() is None

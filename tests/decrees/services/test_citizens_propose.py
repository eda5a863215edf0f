"""Citizens propose wording, choose a passage, and withdraw: what was published stays, what was not goes."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from decrees import services
from decrees.models import CitizenComment, CitizenSupport, Comment
from decrees.models.grants import DecreePermission
from decrees.permissions import grants_of, preset_grants
from decrees.register.mine.citizens import heard_of
from decrees.services import citizens
from forum import clock, ledger
from forum.models import LedgerEntry
from tests.clients import as_, page_of
from tests.factories import commented, secretariat_user
from tests.factories.citizens import CONSENT, asked, for_citizens, heard, link_of, open_to_citizens, waiting
from tests.factories.decrees import answered, closed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(db):
    """Citizens may propose here."""
    version, round_, bi = open_to_citizens()
    grants = grants_of(version.decree) | {for_citizens(): {DecreePermission.COMMENT, DecreePermission.PROPOSE}}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    return version, round_, bi


@pytest.fixture
def done(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def form_of(version, query=""):
    return reverse("decrees:citizen-comment", args=[version.decree_id, version.number]) + query


def verbs():
    return list(LedgerEntry.objects.values_list("verb", flat=True))


# --- wording ---------------------------------------------------------------------------------------------------------


def test_preset_for_citizens_lets_them_propose():
    standing = for_citizens()
    assert preset_grants("citizens")[standing] >= {DecreePermission.COMMENT, DecreePermission.PROPOSE}
    assert standing not in preset_grants("members")


def test_wording_of_a_citizen_is_shown_and_answered_as_a_proposal(scene):
    version, _round, _bi = scene
    first = version.document.diktums[0]
    start = first.text.index("Tim")
    row = asked(version, start=start, end=start + 3, text="", proposed="Kelompok")
    citizens.confirm_comment(row)
    comment = citizens.hear_comments(list(CitizenComment.objects.waiting()), by=secretariat_user())
    assert (comment.quote, comment.proposed, comment.text) == ("Tim", "Kelompok", "")
    assert "Kelompok" in page_of(version)
    kept = CitizenComment.objects.get()
    assert kept.proposed is None, "it stands in the comment"
    shown = heard_of(kept.citizen, secretariat_user())[0]
    assert shown.proposed == "Kelompok"
    assert ledger.verify() is None


@pytest.mark.parametrize("wrong", [{"text": "", "proposed": None}, {"text": "", "proposed": " \u200b "}])
def test_nothing_said_and_nothing_proposed_is_refused(scene, wrong):
    with pytest.raises(ValidationError):
        asked(scene[0], **wrong)


def test_present_wording_is_no_proposal_and_striking_out_is_one(scene):
    version = scene[0]
    with pytest.raises(ValidationError, match="sama"):
        asked(version, proposed=version.document.diktums[0].text)
    assert asked(version, text="", proposed="").proposed == ""


def test_without_the_right_nothing_is_proposed_and_the_form_asks_for_none(db):
    version, _round, _bi = open_to_citizens()
    with pytest.raises(PermissionDenied):
        asked(version, proposed="Lain.")
    assert not CitizenComment.objects.exists()
    assert 'name="proposed"' not in as_().get(form_of(version)).content.decode()


def test_comment_without_a_wording_proposes_none(scene):
    assert heard(scene[0]).proposed is None


def test_different_wordings_are_never_one_text(scene):
    version, by = scene[0], secretariat_user()
    rows = [waiting(version, email=f"w{n}@desa.example", proposed=words) for n, words in enumerate(["Satu.", "Dua."])]
    with pytest.raises(ValidationError):
        citizens.hear_comments(rows, by=by)
    first = citizens.hear_comments(rows[:1], by=by)
    with pytest.raises(ValidationError):
        citizens.hear_comments(rows[1:], joins=first, by=by)
    same = waiting(version, email="w3@desa.example", proposed="Satu.")
    assert citizens.hear_comments([same], joins=first, by=by).public.said == 2
    assert Comment.objects.count() == 1


# --- the form --------------------------------------------------------------------------------------------------------

SAID = {"text": "Sebut desa.", "kind": "citizen", "email": "warga@desa.example", "consent": "on", "clause": "dik-1"}


def test_passage_comes_with_the_address_as_the_script_selects_it(scene, client):
    version = scene[0]
    start = version.document.diktums[0].text.index("Tim")
    query = f"?clause=dik-1&start={start}&end={start + 3}"
    form = client.get(form_of(version, query)).content.decode()
    assert 'name="passage"' not in form
    assert ">Tim</textarea>" in form.replace("\n", ""), "the wording starts from what was selected"
    client.post(form_of(version), {**SAID, "start": start, "end": start + 3, "proposed": "Tim"})
    row = CitizenComment.objects.get()
    assert (row.quote, row.proposed) == ("Tim", None)


def test_passage_is_typed_without_a_script(scene, client):
    version = scene[0]
    form = client.get(form_of(version, "?clause=dik-1")).content.decode()
    assert 'name="passage"' in form
    wrong = client.post(form_of(version), {**SAID, "passage": "tidak ada di sini"})
    assert (wrong.status_code, "tepat satu kali" in wrong.content.decode()) == (422, True)
    assert not CitizenComment.objects.exists()
    client.post(form_of(version), {**SAID, "passage": "tim", "proposed": "Kelompok"})
    row = CitizenComment.objects.get()
    assert (row.quote, row.proposed) == ("Tim", "Kelompok")


@pytest.mark.parametrize("start", ["x", "-1", "9" * 30, "3.5"])
def test_passage_from_a_hostile_address_breaks_nothing(scene, client, start):
    version = scene[0]
    for end in (start, "5", ""):
        assert client.get(form_of(version, f"?clause=dik-1&start={start}&end={end}")).status_code == 200
        answer = client.post(form_of(version), {**SAID, "start": start, "end": end, "proposed": "Lain."})
        assert answer.status_code in (302, 422)


def test_draft_lets_those_without_an_account_choose_where_they_are_heard_alone(scene):
    version, round_, bi = scene
    assert f'data-citizen-url="{form_of(version)}"' in page_of(version)
    assert "data-citizen-url" not in page_of(version, bi)
    closed(round_)
    assert "data-citizen-url" not in page_of(version)


def test_desk_shows_what_is_proposed(scene):
    version = scene[0]
    waiting(version, proposed="Kelompok kerja desa.")
    waiting(version, email="b@desa.example", proposed="")
    desk = as_(secretariat_user(is_staff=True)).get(reverse("decrees_admin:checks", args=[version.decree_id]))
    assert len(desk.context["groups"]) == 2
    assert "Kelompok kerja desa." in desk.content.decode()
    assert "hapus kata-kata ini" in desk.content.decode()


# --- withdrawing -----------------------------------------------------------------------------------------------------


def test_unconfirmed_goes_as_a_whole_and_waiting_loses_its_words(scene, client):
    version = scene[0]
    row = asked(version, text="Bukan saya.")
    link = link_of(row.citizen)
    client.post(link, {"withdraw-comment": row.pk})
    assert not CitizenComment.objects.exists()
    row = waiting(version, text="Kata yang ditarik.", name="Siti", shows_name=True, proposed="Lain.")
    client.post(link, {"withdraw-comment": row.pk})
    client.post(link, {"withdraw-comment": row.pk})
    kept = CitizenComment.objects.get()
    assert (kept.state.value, kept.text, kept.proposed, kept.name) == ("withdrawn", "", None, "")
    assert verbs().count("citizen.comment_withdrawn") == 1
    assert "Anda menariknya" in client.get(link).content.decode()
    with pytest.raises(ValidationError):
        citizens.hear_comments([kept], by=secretariat_user())
    services.close_round(scene[1], by=secretariat_user())


def test_published_words_stay_and_say_that_nobody_stands_behind_them(scene, done, client):
    version = scene[0]
    comment = heard(version, name="Budi", shows_name=True)
    row = CitizenComment.objects.get()
    link = link_of(row.citizen)
    client.post(link, {"withdraw-comment": row.pk})
    client.post(link, {"withdraw-comment": row.pk})
    comment = Comment.objects.with_cards().get()
    assert (comment.public.said, comment.public.name, comment.public.is_withdrawn) == (0, "", True)
    assert verbs().count("comment.left_by_citizen") == 1
    page = page_of(version)
    assert comment.text in page
    assert "ditarik oleh penulisnya" in page
    assert "Budi" not in page
    private = client.get(link).content.decode()
    assert comment.text in private
    assert 'name="withdraw-comment"' not in private
    mail.outbox.clear()
    with done():
        answered(version.decree)
    assert not mail.outbox, "who withdrew is told no more"
    data = as_().get(reverse("decrees:register-file", args=[version.decree_id, "json"])).json()
    assert '"withdrawn": true' in str(data).replace("'", '"').replace("True", "true")
    assert ledger.verify() is None


def test_one_of_a_campaign_leaves_and_the_others_stand(scene):
    version = scene[0]
    rows = [waiting(version, email=f"w{n}@desa.example") for n in range(3)]
    comment = citizens.hear_comments(rows, by=secretariat_user())
    citizens.withdraw_comment(rows[0])
    comment.public.refresh_from_db()
    assert (comment.public.said, comment.public.is_withdrawn) == (2, False)
    later = citizens.hear_comments(
        [waiting(version, email="w9@desa.example")], joins=Comment.objects.get(), by=secretariat_user()
    )
    assert later.public.said == 3


def test_support_is_withdrawn_counted_no_more_and_may_be_given_again(scene, client):
    version, _round, bi = scene
    comment = commented(version, bi)

    def support():
        given = citizens.ask_to_support(comment, email="a@desa.example", consent=CONSENT)
        citizens.confirm_support(given)
        return given

    given = support()
    link = link_of(given.citizen)
    assert "Tarik dukungan" in client.get(link).content.decode()
    client.post(link, {"withdraw-support": given.pk})
    assert client.post(link, {"withdraw-support": given.pk}).status_code == 404
    comment = Comment.objects.with_cards().get()
    assert (comment.public.supports, CitizenSupport.objects.count()) == (0, 0)
    assert verbs().count("citizen.support_withdrawn") == 1
    support()
    comment.public.refresh_from_db()
    assert comment.public.supports == 1


def test_closed_round_keeps_what_was_said_and_counted(scene, client):
    version, round_, bi = scene
    comment = commented(version, bi)
    said = heard(version, email="a@desa.example")
    given = citizens.ask_to_support(comment, email="a@desa.example", consent=CONSENT)
    citizens.confirm_support(given)
    closed(round_)
    row = CitizenComment.objects.get()
    link = link_of(row.citizen)
    page = client.get(link).content.decode()
    assert 'name="withdraw-comment"' not in page
    assert 'name="withdraw-support"' not in page
    assert "Putaran sudah ditutup" in page
    for forged in ({"withdraw-comment": row.pk}, {"withdraw-support": given.pk}):
        assert client.post(link, forged).status_code == 422
    said.public.refresh_from_db()
    assert (said.public.said, CitizenSupport.objects.count()) == (1, 1)


def test_nobody_withdraws_for_another(scene, client):
    version, _round, bi = scene
    own, other = waiting(version, email="a@desa.example"), waiting(version, email="b@desa.example")
    support = citizens.ask_to_support(commented(version, bi), email="b@desa.example", consent=CONSENT)
    link = link_of(own.citizen)
    assert client.post(link, {"withdraw-comment": other.pk}).status_code == 404
    assert client.post(link, {"withdraw-support": support.pk}).status_code == 404
    assert CitizenComment.objects.filter(withdrawn_at=None).count() == 2
    assert CitizenSupport.objects.exists()


def test_what_was_refused_is_not_there_to_be_withdrawn(scene):
    row = waiting(scene[0])
    citizens.refuse_comments([row], reason="abuse", note="Menghina.", by=secretariat_user())
    with pytest.raises(ValidationError):
        citizens.withdraw_comment(row)
    row.refresh_from_db()
    assert row.withdrawn_at is None
    assert clock.now() > row.checked_at

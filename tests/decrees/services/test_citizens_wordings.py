"""A citizen words each of several passages anew: one form, one check, and each wording a comment of its own."""

import datetime
import json

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from decrees import services
from decrees.models import CitizenComment, Comment, PublicVoice
from decrees.models.grants import DecreePermission
from decrees.permissions import grants_of
from decrees.register import Register
from decrees.register.files.annotations import data
from decrees.register.files.extract import extract
from decrees.register.mine.citizens import heard_of
from decrees.register.report import Report
from decrees.services import citizens
from decrees.services.commenting.comments import content_of
from decrees.text import find
from decrees.text.anchoring.further import Chosen
from forum import ledger
from forum.models import LedgerEntry
from tests.clients import as_, page_of
from tests.factories import secretariat_user
from tests.factories.citizens import asked, for_citizens, link_of, open_to_citizens, waiting
from tests.factories.decrees import answered, next_version
from tests.forum.ledger.verifier import verifier

pytestmark = pytest.mark.django_db
KESATU, KEDUA = "Membentuk Tim Open Government Kabupaten.", "Tim bertugas menyusun rencana dan laporan:"
ON = {"further": [Chosen("dik-2"), Chosen("rec-a")], "proposed": KESATU, "wordings": {"dik-2": KEDUA}}


@pytest.fixture
def version(db):
    """Citizens may propose here."""
    version, round_, _bi = open_to_citizens()
    grants = grants_of(version.decree) | {for_citizens(): {DecreePermission.COMMENT, DecreePermission.PROPOSE}}
    services.change_grants(round_, grants=grants, by=secretariat_user())
    return version


@pytest.fixture
def staff(db):
    return secretariat_user()


def published(version, staff, **fields):
    """The comment, and the wording for diktum KEDUA."""
    first = citizens.hear_comments([waiting(version, **{**ON, **fields})], by=staff)
    return first, first.together.get()


def test_each_wording_is_a_comment_of_its_own_with_the_first_and_the_row_keeps_none(version, staff):
    first, second = published(version, staff, place="Trucuk")
    assert (first.proposed, [one.clause for one in first.further_passages]) == (KESATU, ["dik-2", "rec-a"])
    assert (second.clause, second.proposed, second.text, second.further) == ("dik-2", KEDUA, "", None)
    assert (second.organisation, second.office, second.round) == (first.organisation, first.office, first.round)
    assert [(one.kind, one.place, one.said) for one in PublicVoice.objects.all()] == [("citizen", "Trucuk", 1)] * 2
    row = CitizenComment.objects.get()
    assert (row.comment, row.proposed, row.wordings) == (first, None, None)
    assert "rencana dan laporan" in page_of(version)
    assert LedgerEntry.objects.filter(verb="comment.heard_online").count() == 2
    assert ledger.verify() is None


def test_wording_where_nothing_was_chosen_too_long_or_as_it_stands_is_refused(version):
    as_it_stands = find(version.document, "rec-a").text
    for wordings in ({"dik-3": KEDUA}, {"rec-a": "x" * 10_001}, {"rec-a": as_it_stands}):
        with pytest.raises(ValidationError):
            asked(version, **{**ON, "wordings": wordings})
    assert not CitizenComment.objects.exists()


def test_without_the_right_no_passage_is_worded_anew(db):
    version, _round, _bi = open_to_citizens()
    with pytest.raises(PermissionDenied):
        asked(version, **{**ON, "proposed": None})
    assert asked(version, **{**ON, "proposed": None, "wordings": {}}).wordings is None


def test_those_who_word_a_further_passage_otherwise_are_never_one_text(version, staff):
    row = waiting(version, email="a@desa.example", **ON)
    other = waiting(version, email="b@desa.example", **{**ON, "wordings": {"dik-2": "Tim bekerja."}})
    with pytest.raises(ValidationError):
        citizens.hear_comments([row, other], by=staff)
    first = citizens.hear_comments([row], by=staff)
    with pytest.raises(ValidationError):
        citizens.hear_comments([other], joins=first, by=staff)
    with pytest.raises(ValidationError):
        citizens.hear_comments([waiting(version, email="c@desa.example")], joins=first.together.get(), by=staff)
    same = waiting(version, email="d@desa.example", **ON)
    citizens.hear_comments([same], joins=first, by=staff)
    assert list(PublicVoice.objects.values_list("said", flat=True)) == [2, 2]
    assert Report(version.decree, 1, staff).from_citizens == 2, "people, not wordings"


def test_desk_shows_every_wording_and_groups_what_proposes_the_same(version):
    waiting(version, email="a@desa.example", **ON)
    waiting(version, email="b@desa.example", **ON)
    waiting(version, email="c@desa.example", **{**ON, "wordings": {"dik-2": ""}})
    desk = as_(secretariat_user(is_staff=True)).get(reverse("decrees_admin:checks", args=[version.decree_id]))
    assert sorted(len(group.rows) for group in desk.context["groups"]) == [1, 2]
    page = desk.content.decode()
    assert KEDUA in page
    assert "Usulan rumusan untuk diktum KEDUA" in page


def test_answer_to_each_is_mailed_and_stands_on_the_private_page(
    version, staff, client, django_capture_on_commit_callbacks
):
    first, second = published(version, staff)
    citizen = CitizenComment.objects.get().citizen
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.answer_comment(second, disposition="accepted", reason="Rencana memang perlu laporan.", by=staff)
    assert [one.to for one in mail.outbox] == [[citizen.email]]
    assert "Diktum KEDUA" in mail.outbox[0].body
    link = link_of(citizen)
    page = client.get(link).content.decode()
    assert "Usulan rumusan untuk diktum KEDUA" in page
    assert "Rencana memang perlu laporan." in page
    answered(version.decree)
    next_version(version, dik_2=KEDUA)
    told = heard_of(citizen, staff)[0]
    assert [(one.place, one.was_changed_in) for one in told.beside] == [("diktum KEDUA", 2)]
    assert client.get(link).status_code == 200
    assert first.together.count() == 1


def test_what_waits_shows_its_wordings_to_who_has_the_link(version, client):
    row = waiting(version, **ON)
    page = client.get(link_of(row.citizen)).content.decode()
    assert KEDUA in page
    citizens.withdraw_comment(row)
    row.refresh_from_db()
    assert (row.wordings, row.proposed, row.text) == (None, None, "")


def test_who_withdraws_stands_behind_none_of_them_and_whose_name_goes_goes_from_all(version, staff):
    rows = [waiting(version, email=f"w{n}@desa.example", name="Budi", shows_name=True, **ON) for n in range(2)]
    citizens.hear_comments(rows, by=staff)
    citizens.withdraw_comment(rows[1])
    assert list(PublicVoice.objects.values_list("said", "name")) == [(1, ""), (1, "")]
    first, second = published(version, staff, email="x@desa.example", name="Siti", shows_name=True)
    citizens.forget_citizen(CitizenComment.objects.get(comment=first, name="Siti").citizen)
    assert list(PublicVoice.objects.filter(comment__in=[first, second]).values_list("name", flat=True)) == ["", ""]


def test_refused_wordings_go_with_the_words_that_were_not_published(version, staff):
    row = waiting(version, **ON)
    citizens.refuse_comments([row], reason="abuse", note="Menghina.", by=staff)
    row.refresh_from_db()
    assert row.wordings == {"dik-2": KEDUA}, "as long as the words that were hidden"
    citizens.forget_citizens(at=row.checked_at + datetime.timedelta(days=settings.HIDDEN_WORDS_KEPT_DAYS))
    row.refresh_from_db()
    assert (row.wordings, Comment.objects.exists()) == (None, False)


def test_register_and_verifier_read_what_was_sealed(version, staff):
    first, second = published(version, staff)
    rows = {
        row["id"]: row for row in json.loads(json.dumps(data(extract(Register(version.decree, staff)))))["comments"]
    }
    assert rows[second.pk]["proposed_together_with"] == first.pk
    for comment in (first, second):
        assert verifier.said_in(rows[comment.pk]) == content_of(Comment.objects.get(pk=comment.pk))


# --- the form

QUERY = "?clause=dik-1&further=dik-2&further=rec-a"
SAID = {"text": "Agar runtut.", "kind": "citizen", "email": "warga@desa.example", "consent": "on", "clause": "dik-1"}


def form_of(version, query=""):
    return reverse("decrees:citizen-comment", args=[version.decree_id, version.number]) + query


def test_form_offers_a_wording_for_each_passage_and_takes_what_was_changed_or_struck(version, client):
    form = client.get(form_of(version, QUERY)).context["form"]
    assert form["wording-dik-2"].value() == find(version.document, "dik-2").text
    was = form["wording-rec-a"].value()
    sent = {**SAID, "further": ["dik-2", "rec-a"], "wording-dik-2": KEDUA, "wording-rec-a": was}
    assert client.post(form_of(version), sent).status_code == 302
    assert CitizenComment.objects.get().wordings == {"dik-2": KEDUA}
    client.post(form_of(version), {**sent, "email": "b@desa.example", "further": ["rec-a"], "strike-rec-a": "on"})
    assert CitizenComment.objects.last().wordings == {"rec-a": ""}


def test_form_that_is_refused_keeps_every_wording_and_sends_none(version, client):
    sent = {**SAID, "email": "", "further": ["dik-2"], "wording-dik-2": KEDUA}
    refused = client.post(form_of(version), sent)
    assert refused.status_code == 422
    assert KEDUA in refused.content.decode()
    assert not CitizenComment.objects.exists()


def test_form_asks_for_no_wording_where_citizens_may_not_propose(client):
    version, _round, _bi = open_to_citizens()
    form = client.get(form_of(version, QUERY)).context["form"]
    assert form.wording_names == []

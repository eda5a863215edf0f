"""A comment on several passages with a wording for each: each a comment of its own, carried, answered and taken by
itself or with the others."""

import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from decrees import services
from decrees.models import AdoptedAmendment, Anchor, Comment
from decrees.permissions import DecreePermission
from decrees.reading.amendment_board import AmendmentBoard
from decrees.reading.page import read
from decrees.reading.similar_comments import alike
from decrees.register import Register
from decrees.register.files.annotations import data
from decrees.register.files.extract import extract
from decrees.services.commenting.comments import content_of
from decrees.text import find
from decrees.text.anchoring.further import Chosen
from forum.models import LedgerEntry
from tests.clients import as_
from tests.factories import OrganisationFactory, circulated, commented, member_of, open_draft, opened, secretariat_user
from tests.factories.decrees import editor_text, next_version, rewritten
from tests.forum.ledger.verifier import verifier

pytestmark = pytest.mark.django_db
KESATU, KEDUA = "Membentuk Tim Open Government Kabupaten.", "Tim bertugas menyusun rencana dan laporan:"


@pytest.fixture
def scene():
    """(version, member, the first comment, that for diktum KEDUA)"""
    version, _round, member = open_draft()
    first = said(version, member)
    return version, member, first, first.together.get()


def said(version, member, **fields):
    """On diktum KESATU and KEDUA and a recital, with a wording for the first two."""
    fields = {"proposed": KESATU, "wordings": {"dik-2": KEDUA}, "text": "Agar runtut.", **fields}
    return commented(version, member, clause="dik-1", further=[Chosen("dik-2"), Chosen("rec-a")], **fields)


def test_each_wording_is_a_comment_at_its_own_clause_and_the_first_stays_on_all(scene):
    version, member, first, second = scene
    assert [one.clause for one in first.further_passages] == ["dik-2", "rec-a"]
    assert (second.clause, second.proposed, second.text, second.further) == ("dik-2", KEDUA, "", None)
    assert (second.organisation, second.round, second.audience) == (first.organisation, first.round, first.audience)
    assert Comment.objects.count() == 2
    shown = {place.clause.id: place for place in read(version.decree, version, member).places}
    assert [one.pk for one in shown["dik-2"].comments] == [second.pk]
    assert "insert" in dict(shown["dik-2"].comments[0].proposal)


def test_wording_for_no_passage_of_it_too_long_or_as_it_stands_is_refused_and_nothing_is_said():
    version, _round, member = open_draft()
    as_it_stands = find(version.document, "rec-a").text
    for wordings in ({"dik-3": KEDUA}, {"rec-a": "x" * 10_001}, {"rec-a": as_it_stands}):
        with pytest.raises(ValidationError):
            said(version, member, wordings=wordings)
    assert not Comment.objects.exists()


def test_who_may_not_propose_may_not_do_so_for_a_further_passage_either():
    organisation = OrganisationFactory()
    version = circulated()
    opened(version, grants={organisation: {DecreePermission.COMMENT}})
    member = member_of(organisation)
    with pytest.raises(PermissionDenied):
        said(version, member, proposed=None)
    assert said(version, member, proposed=None, wordings={}).proposed is None


def test_form_sent_twice_makes_them_once_and_other_words_are_not_lost():
    version, _round, member = open_draft()
    token = uuid.uuid4()
    first = said(version, member, token=token)
    assert said(version, member, token=token) == first
    with pytest.raises(ValidationError) as refused:
        said(version, member, token=token, wordings={"dik-2": "Tim bekerja."})
    assert refused.value.code == "sent"
    assert Comment.objects.count() == 2


def test_what_is_among_members_stays_there_with_all_its_wordings():
    version, _round, member = open_draft()
    first = said(version, member, audience="members")
    assert first.together.get().audience == "members"
    page = as_(None).get(version.decree.url).content.decode()
    assert "rencana dan laporan" not in page
    assert "rencana dan laporan" in as_(member).get(version.decree.url).content.decode()


def test_both_databases_refuse_to_tie_it_otherwise_or_to_change_what_order_it_proposes(scene):
    _version, _member, first, second = scene
    for values in ({"together_with": None}, {"together_with": second}, {"structure": {"kind": "new"}}):
        for comment in (first, second):
            if all(getattr(comment, name) == value for name, value in values.items()):
                continue
            with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
                Comment.objects.filter(pk=comment.pk).update(**values)
    Comment.objects.filter(pk=second.pk).update(tag="legal")  # what may change still does


def test_each_is_carried_and_answered_by_itself(scene):
    version, _member, first, second = scene
    staff = secretariat_user()
    services.answer_comment(first, disposition="accepted", reason="Ya.", by=staff)
    assert second in alike(Comment.objects.get(pk=first.pk), staff)
    services.answer_comment(second, disposition="not_accepted", reason="Tidak.", by=staff)
    newest = next_version(version, dik_1=KESATU)
    steps = {one.comment_id: one.state for one in Anchor.objects.filter(version=newest)}
    assert steps[second.pk] == "kept"
    assert steps[first.pk] != "kept"


def test_secretariat_takes_one_or_all_of_them_with_one_action(scene):
    version, _member, first, second = scene
    staff = secretariat_user()
    bound = [len(one.bound) for host in AmendmentBoard(version.decree, staff).clauses for one in host.amendments]
    assert bound == [2, 2]
    services.adopt_amendment(second, by=staff)
    assert (editor_text(version, "dik-2"), AdoptedAmendment.objects.count()) == (KEDUA, 1)
    services.revert_adoptions([second], by=staff)
    page = as_(staff).get(reverse("decrees_admin:wording", args=[version.decree_id])).content.decode()
    assert "Terima semua 2 yang diusulkan bersama" in page
    as_(staff).post(
        reverse("decrees_admin:wording", args=[version.decree_id]), {"comment": second.pk, "together": "on"}
    )
    assert (editor_text(version, "dik-1"), editor_text(version, "dik-2")) == (KESATU, KEDUA)
    assert {one.comment_id for one in AdoptedAmendment.objects.all()} == {first.pk, second.pk}


def test_all_or_none_are_taken_together():
    version, _round, member = open_draft()
    first = said(version, member, proposed="Menetapkan kelompok kerja daerah.")
    second = first.together.get()
    decree, staff = rewritten(version.decree, dik_1="Mengangkat panitia kecil."), secretariat_user()
    assert [one.bound for host in AmendmentBoard(decree, staff).clauses for one in host.amendments] == [[], []]
    with pytest.raises(ValidationError):
        services.adopt_together(second, by=staff)
    assert not AdoptedAmendment.objects.exists()
    with pytest.raises(PermissionDenied):
        services.adopt_together(second, by=first.author)


def test_register_tells_it_in_every_form_and_the_verifier_reads_what_was_sealed(scene):
    version, member, first, second = scene
    register = Register(version.decree, member)
    rows = {row["id"]: row for row in json.loads(json.dumps(data(extract(register))))["comments"]}
    assert (rows[second.pk]["proposed_together_with"], rows[first.pk]["proposed_together_with"]) == (first.pk, None)
    for comment in (first, second):
        made = Comment.objects.get(pk=comment.pk)
        assert verifier.said_in(rows[comment.pk]) == content_of(made)
    page = as_(member).get(reverse("decrees:register", args=[version.decree_id])).content.decode()
    assert f"Diusulkan bersama no. {first.pk}" in page
    assert LedgerEntry.objects.filter(verb="comment.added").count() == 2


# --- by the form


def url(version, query="?clause=dik-1&further=dik-2&further=rec-a"):
    return reverse("decrees:comment-add", args=[version.decree_id, version.number]) + query


def typed(**changes):
    return {
        "token": str(uuid.uuid4()), "clause": "dik-1", "text": "Agar runtut.", "audience": "public",
        "further": ["dik-2", "rec-a"], "proposed": KESATU, **changes,
    }  # fmt: skip


def test_form_offers_a_wording_for_each_passage_and_takes_what_was_changed():
    version, _round, member = open_draft()
    form = as_(member).get(url(version)).context["form"]
    assert form["wording-dik-2"].value() == find(version.document, "dik-2").text
    assert "KEDUA" in str(form["wording-dik-2"].label)
    was = form["wording-rec-a"].value()
    as_(member).post(url(version), typed(**{"wording-dik-2": KEDUA, "wording-rec-a": was}))
    first = Comment.objects.order_by("pk")[0]
    assert [(one.clause, one.proposed) for one in first.together.all()] == [("dik-2", KEDUA)]


def test_form_strikes_words_of_a_further_passage_and_forgets_one_that_was_left_out():
    version, _round, member = open_draft()
    fields = {"wording-dik-2": KEDUA, "strike-rec-a": "on"}
    as_(member).post(url(version), typed(further=["rec-a"], **fields))
    (beside,) = Comment.objects.exclude(together_with=None)
    assert (beside.clause, beside.proposed) == ("rec-a", "")


def test_form_that_is_refused_keeps_every_wording():
    version, _round, member = open_draft()
    refused = as_(member).post(url(version), typed(audience="", **{"wording-dik-2": KEDUA}))
    assert refused.status_code == 422
    assert KEDUA in refused.content.decode()
    assert not Comment.objects.exists()


def test_who_may_not_propose_is_offered_no_wording():
    organisation = OrganisationFactory()
    version = circulated()
    opened(version, grants={organisation: {DecreePermission.COMMENT}})
    form = as_(member_of(organisation)).get(url(version)).context["form"]
    assert [name for name in form.fields if name.startswith(("wording", "strike"))] == []

"""A new clause, or a clause moved, as proposed: made by members, taken by the secretariat with one action, put back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from decrees import events, services
from decrees.drafting.restructuring import Structure
from decrees.models import AdoptedAmendment, Anchor, ChangeSource, Comment, DecreePage
from decrees.permissions import DecreePermission
from decrees.reading.amendment_board import AmendmentBoard
from decrees.register import Register
from decrees.register.files.annotations import data
from decrees.register.files.extract import extract
from decrees.services.commenting.comments import content_of
from decrees.text.anchoring.targets import Target
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory, circulated, commented, member_of, open_draft, opened
from tests.factories.decrees import edited, rewritten, secretariat_user, without
from tests.forum.ledger.verifier import verifier

NEW = "Tim bekerja secara terbuka."


def new_clause(version, by, *, clause="dik-1", words=NEW, **fields):
    return commented(version, by, clause=clause, text="", structure=Structure.NEW, proposed=words, **fields)


def move(version, by, *, clause="rec-a", after="rec-b", **fields):
    return commented(version, by, clause=clause, text="", structure=Structure.MOVE, after=after, **fields)


def order(version, part="diktums"):
    return [(clause.label, clause.text) for clause in getattr(edited(version).as_document(), part)]


def board(version, by=None):
    return AmendmentBoard(DecreePage.objects.get(pk=version.decree_id), by or secretariat_user())


@pytest.fixture
def draft(db):
    version, _round, member = open_draft()
    return version, member


def test_a_new_clause_is_proposed_with_its_words_and_is_no_other_wording_for_the_one_before(draft):
    version, member = draft
    comment = Comment.objects.get(pk=new_clause(version, member).pk)
    assert (comment.wanted.kind, comment.proposed) == (Structure.NEW, NEW)
    assert [one.comment for one in board(version).structures] == [comment]
    assert board(version).clauses == []


@pytest.mark.parametrize("words", ["", None, "  "])
def test_a_new_clause_without_words_is_refused(draft, words):
    with pytest.raises(ValidationError, match="kata-kata"):
        new_clause(*draft, words=words)


@pytest.mark.parametrize(
    "place",
    [
        {"clause": "dik-1", "after": "rec-a"},
        {"clause": "dik-2", "after": "poi-a"},
        {"clause": "dik-1", "after": "nowhere"},
        {"clause": "rec-b", "after": "rec-a"},
        {"clause": "ann-1", "after": "dik-1"},
    ],
)
def test_what_cannot_be_moved_there_is_refused_when_it_is_proposed(draft, place):
    with pytest.raises(ValidationError):
        move(*draft, **place)
    assert not Comment.objects.exists()


def test_who_may_comment_and_not_propose_wording_proposes_no_clause(db):
    version, bi = circulated(), OrganisationFactory()
    opened(version, grants={bi: {DecreePermission.COMMENT}})
    with pytest.raises(PermissionDenied):
        move(version, member_of(bi))


def test_a_new_clause_goes_into_the_text_with_one_action_and_numbers_follow(draft):
    version, member = draft
    comment, by = new_clause(version, member), secretariat_user()
    taken = services.adopt_structure(comment, seen=board(version).fingerprint, by=by)
    labels = ["KESATU", "KEDUA", "KETIGA"]
    assert order(version) == list(
        zip(labels, ["Membentuk Tim Open Government.", NEW, "Tim mempunyai tugas:"], strict=True)
    )
    entry = LedgerEntry.objects.get(seq=taken.seq)
    assert (entry.verb, entry.actor_id, entry.data["structure"]) == (events.WORDING_TAKEN, by.pk, "new")
    assert board(version).structures == []


def test_a_clause_is_moved_with_one_action_with_all_that_is_in_it(draft):
    version, member = draft
    services.adopt_structure(move(version, member), by=secretariat_user())
    assert [text[:20] for _label, text in order(version, "recitals")] == [
        "bahwa berdasarkan pe",
        "bahwa keterbukaan pe",
    ]


def test_nothing_is_taken_where_a_clause_is_gone(draft):
    version, member = draft
    comment = move(version, member)
    rewritten(version.decree, blocks=without("rec-b"))
    assert board(version).structures[0].hindrance
    with pytest.raises(ValidationError, match="tidak ada lagi"):
        services.adopt_structure(comment, by=secretariat_user())
    assert not AdoptedAmendment.objects.exists()


def test_nothing_is_taken_where_the_text_was_changed_after_one_looked(draft):
    version, member = draft
    comment, seen = new_clause(version, member), board(version).fingerprint
    rewritten(version.decree, rec_a="bahwa lain;")
    with pytest.raises(ValidationError, match="sudah berubah"):
        services.adopt_structure(comment, seen=seen, by=secretariat_user())
    assert len(order(version)) == 2


def test_the_second_of_two_editors_is_told_that_it_is_taken(draft):
    version, member = draft
    comment = new_clause(version, member)
    services.adopt_structure(comment, by=secretariat_user())
    with pytest.raises(ValidationError, match="tidak terbuka"):
        services.adopt_structure(comment, by=secretariat_user())
    assert len(order(version)) == 3


def test_a_member_takes_nothing(draft):
    version, member = draft
    comment = new_clause(version, member)
    with pytest.raises(PermissionDenied):
        services.adopt_structure(comment, by=member)


@pytest.mark.parametrize("make", [new_clause, move])
def test_what_was_taken_is_put_back_with_one_action(draft, make):
    version, member = draft
    before = edited(version).body.get_prep_value()
    comment = make(version, member)
    services.adopt_structure(comment, by=secretariat_user())
    services.revert_adoptions([comment], by=secretariat_user())
    assert edited(version).body.get_prep_value() == before
    assert [one.comment for one in board(version).structures] == [comment]


def test_a_clause_that_was_moved_again_is_not_put_back(draft):
    version, member = draft
    comment = move(version, member)
    services.adopt_structure(comment, by=secretariat_user())
    blocks = edited(version).body.get_prep_value()
    rewritten(version.decree, blocks=[blocks[1], blocks[0], *blocks[2:]])
    with pytest.raises(ValidationError, match="dipindah lagi"):
        services.revert_adoptions([comment], by=secretariat_user())


def test_the_change_names_its_comment_and_the_comment_stands_on_the_new_clause(draft):
    version, member = draft
    comment = new_clause(version, member)
    taken = services.adopt_structure(comment, by=secretariat_user())
    services.answer_comment(comment, disposition="accepted", reason="Ditambahkan.", by=secretariat_user())
    newest = published(version)
    assert Anchor.objects.get(comment=comment, version=newest).target == Target(taken.clause)
    assert ChangeSource.objects.get(comment=comment).clause == taken.clause


def test_the_move_names_its_comment(draft):
    version, member = draft
    comment = move(version, member)
    services.adopt_structure(comment, by=secretariat_user())
    services.answer_comment(comment, disposition="accepted", reason="Dipindah.", by=secretariat_user())
    newest = published(version)
    assert Anchor.objects.get(comment=comment, version=newest).target == Target("rec-a")
    assert ChangeSource.objects.filter(comment=comment, version=newest).exists()


def published(version):
    """Answered, closed and circulated, with the numbers that follow agreed to."""
    services.close_round(version.decree.rounds.get(), by=secretariat_user())
    decree = DecreePage.objects.get(pk=version.decree_id)
    if edited(version).undecided_references:
        services.decide_references(decree, by=secretariat_user())
    return circulated(decree, changelog="Perubahan.", references="Nomornya mengikuti.")


@pytest.mark.parametrize("make", [new_clause, move])
def test_the_verifier_reads_the_proposal_from_the_register(draft, make):
    version, member = draft
    comment = make(version, member)
    (row,) = data(extract(Register(version.decree, member)))["comments"]
    assert row["proposed_order"]["kind"] == comment.structure["kind"]
    assert verifier.said_in(row) == content_of(comment)

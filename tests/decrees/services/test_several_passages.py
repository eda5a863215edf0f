"""A comment on several passages: made, counted, carried each by itself, put in its place, told by the register."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation

from decrees import services
from decrees.models import Anchor, Comment
from decrees.reading.page import read
from decrees.register import Register
from decrees.register.files.annotations import data
from decrees.register.files.extract import extract
from decrees.register.filters import Filters
from decrees.services.commenting.comments import content_of
from decrees.text import find
from decrees.text.anchoring.further import MOST, Chosen
from decrees.text.anchoring.targets import Target
from forum.audiences import Audience
from forum.models import LedgerEntry
from forum.permissions import organisations_of
from tests.factories import body, commented, open_draft
from tests.factories.blocks import diktum
from tests.factories.decrees import next_version, secretariat_user
from tests.forum.ledger.verifier import verifier


def words(version, clause, quote):
    at = find(version.document, clause).text.index(quote)
    return Chosen(clause, at, at + len(quote))


def said(version, by, *further, clause="rec-a", **fields):
    return commented(version, by, clause=clause, further=further, **fields)


def verified(version, reader):
    """The only comment of the register, as its JSON has it."""
    (row,) = json.loads(json.dumps(data(extract(Register(version.decree, reader)))))["comments"]
    return row


@pytest.fixture
def two(db):
    """(version, comment): on recital a, and on words of a point."""
    version, _round, member = open_draft()
    return version, said(version, member, words(version, "poi-a", "rencana aksi"))


def test_a_comment_is_made_on_passages_of_several_clauses_and_the_first_is_its_place(two):
    _version, comment = two
    comment = Comment.objects.get(pk=comment.pk)
    (further,) = comment.further_passages
    assert (comment.clause, further.clause, further.quote) == ("rec-a", "poi-a", "rencana aksi")
    assert comment.places_made == ["Menimbang huruf a", "diktum KEDUA huruf a"]


def test_one_passage_for_each_clause_and_the_first_clause_is_no_further_one(db):
    version, _round, member = open_draft()
    comment = said(version, member, Chosen("rec-a"), words(version, "poi-a", "rencana"), Chosen("poi-a"))
    assert [one.said for one in comment.further_passages] == [["poi-a", 9, 16, "rencana"]]


def test_too_many_passages_are_refused_with_their_number(db):
    version, _round, member = open_draft()
    clauses = ["rec-b", "cit-1", "dik-1", "dik-2", "poi-a", "poi-b", "row-1"]
    assert len(clauses) == MOST - 1
    said(version, member, *map(Chosen, clauses))
    with pytest.raises(ValidationError, match="9"):
        said(version, member, *map(Chosen, [*clauses, "row-2"]))


@pytest.mark.parametrize("wrong", [Chosen("nowhere"), Chosen("poi-a", 500, 510)])
def test_a_passage_that_is_not_there_is_refused_and_nothing_is_said(db, wrong):
    version, _round, member = open_draft()
    with pytest.raises(ValidationError):
        said(version, member, wrong)
    assert not Comment.objects.exists()


def test_the_database_refuses_to_change_the_passages(two):
    _version, comment = two
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(further=None)


def test_the_entry_tells_all_places_and_that_of_one_passage_is_as_it_was(two):
    version, comment = two
    entry = LedgerEntry.objects.get(seq=comment.seq)
    assert entry.data["further"] == [{"place": "diktum KEDUA huruf a", "clause": "poi-a"}]
    one = ["rec-a", None, None, "", "Mohon diperjelas.", None, ""]
    assert content_of(comment) == [*one, [["poi-a", 9, 21, "rencana aksi"]]]
    single = commented(version, comment.author, clause="rec-a")
    assert content_of(single) == one
    assert "further" not in LedgerEntry.objects.get(seq=single.seq).data


def test_the_verifier_reads_what_the_digest_covers_from_the_register(two):
    version, comment = two
    row = verified(version, comment.author)
    assert row["further"][0]["target"]["selector"]["value"] == "k-poi-a"
    assert verifier.said_in(row) == content_of(comment)


def test_its_card_stands_once_and_the_other_clause_leads_to_it(two):
    version, comment = two
    shown = read(version.decree, version, comment.author)
    by_clause = {place.clause.id: place for place in shown.places}
    assert [one.pk for one in by_clause["rec-a"].comments] == [comment.pk]
    assert not by_clause["poi-a"].comments
    assert [touch.comment.pk for touch in by_clause["poi-a"].touching] == [comment.pk]
    assert ("rencana aksi", str(comment.pk)) in by_clause["poi-a"].pieces
    assert shown.asking_count == 1
    assert {entry.clause: len(entry.comments) for entry in shown.contents} == {"rec-a": 1, "poi-a": 1}


def test_each_passage_is_carried_by_itself_and_the_comment_says_what_became_of_each(two):
    version, comment = two
    newest = next_version(version, blocks=[*body()[:4], diktum("Tim bekerja.", id="dik-2"), *body()[5:]])
    step = Anchor.objects.get(comment=comment, version=newest)
    (further,) = step.further_steps
    assert (step.state, step.target) == ("kept", Target("rec-a"))
    assert (further.state, further.clause, further.label) == ("orphaned", "", "diktum KEDUA huruf a")
    assert step.waits
    assert not step.in_doubt
    shown = read(newest.decree, newest, comment.author)
    assert shown.lost == []
    (place,) = shown.threads[0].further_places
    with translation.override("en"):
        assert str(place.words) == "passage gone"


def test_the_card_stands_with_the_next_passage_where_the_first_is_gone(db):
    version, _round, member = open_draft()
    comment = said(version, member, Chosen("dik-1"), clause="poi-a")
    newest = next_version(version, blocks=[*body()[:4], diktum("Tim bekerja.", id="dik-2"), *body()[5:]])
    shown = read(newest.decree, newest, member)
    assert shown.lost == []
    assert shown.threads[0].target == Target("dik-1")
    assert Anchor.objects.get(comment=comment, version=newest).lost


def carried(two):
    """The second passage is gone, the first as it was."""
    version, comment = two
    newest = next_version(version, blocks=[*body()[:4], diktum("Tim bekerja.", id="dik-2"), *body()[5:]])
    return newest, comment


def test_a_person_puts_one_passage_in_its_place_and_the_others_stay(two):
    newest, comment = carried(two)
    step = services.reattach_comment(comment, clause="dik-2", quote="bekerja", passage=1, by=secretariat_user())
    assert step.target == Target("rec-a")
    assert [one.target for one in step.further_steps] == [Target("dik-2", 4, 11)]
    assert not Anchor.objects.all().waiting_on(newest).exists()
    with pytest.raises(ValidationError, match="memiliki bagian"):
        services.reattach_comment(comment, clause="dik-2", passage=2, by=secretariat_user())


def test_that_a_passage_is_gone_is_confirmed_once_and_for_all(two):
    newest, comment = carried(two)
    assert Anchor.objects.all().waiting_on(newest).exists()
    services.confirm_place(comment, by=secretariat_user())
    assert not Anchor.objects.all().waiting_on(newest).exists()
    with pytest.raises(ValidationError):
        services.confirm_place(comment, by=secretariat_user())
    last = next_version(newest, blocks=[*body()[:3], diktum("Tim bekerja.", id="dik-2"), *body()[5:]])
    step = Anchor.objects.get(comment=comment, version=last)
    assert not step.waits
    assert [one.lost for one in step.further_steps] == [True]


def test_words_that_are_there_again_are_found_again(two):
    newest, comment = carried(two)
    last = next_version(newest)
    (further,) = Anchor.objects.get(comment=comment, version=last).further_steps
    assert further.target == Target("poi-a", 9, 21)
    assert not Anchor.objects.get(comment=comment, version=last).waits


def test_the_first_passage_waits_still_where_another_one_was_put(db):
    version, _round, member = open_draft()
    comment = said(version, member, Chosen("dik-1"), clause="poi-a")
    newest = next_version(version, blocks=[*body()[:4], diktum("Tim bekerja.", id="dik-2"), *body()[5:]])
    step = services.reattach_comment(comment, clause="dik-2", passage=1, by=secretariat_user())
    assert step.lost
    assert step.waits
    assert Anchor.objects.all().waiting_on(newest).exists()


def test_the_register_names_all_places_and_finds_the_comment_by_each_part(two):
    version, comment = two
    register = Register(version.decree, comment.author)
    (row,) = register.rows()
    assert [place.label for place in row.further] == ["diktum KEDUA huruf a"]
    for part in ("menimbang", "dik-2"):
        found = Register(version.decree, comment.author, Filters(part=part))
        assert [entry.pk for entry in found.entries] == [comment.pk]
    assert not Register(version.decree, comment.author, Filters(part="mengingat")).entries


def test_a_position_takes_the_passages_of_its_discussion_along(db):
    version, _round, member = open_draft()
    own = Audience.of(organisations_of(member)[0])
    discussion = said(version, member, words(version, "poi-a", "rencana aksi"), audience=own)
    position = services.send_position(discussion, text="Sikap kami.", by=member)
    assert [one.said for one in position.further_passages] == [["poi-a", 9, 21, "rencana aksi"]]

"""Which comments the register lists, in which order, with what sums; and what stands in a row."""

import datetime

import pytest

from decrees import services
from decrees.models import Anchor, ChangeSource, Comment
from decrees.reading.sources import changes_of
from decrees.register import Entry, Filters, Outline, Register, sums
from decrees.register.filters import LOST, OBJECTS, SILENT, TIME, UNANSWERED, UNSHOWN, chosen
from forum.audiences import MEMBERS, Audience
from tests.factories import OrganisationFactory, circulated, commented, decree_page, member_of, opened, secretariat_user
from tests.factories.blocks import annex, citation, diktum, document, item, recital
from tests.factories.decrees import next_version

TEXT = document(
    recital("bahwa perlu;", id="rec"),
    citation("UU;", id="cit"),
    diktum("Membentuk tim.", item("tugas", id="poi"), id="dik"),
    annex("SUSUNAN", id="ann"),
)
OUTLINE = Outline(TEXT)


def entry(pk=1, **fields):
    values = {
        "seq": pk, "round": 1, "version": 1, "organisation": "bi", "sector": "ngo", "tag": "", "clause": "dik",
        "start": -1, "lost": False, "disposition": "", "stance": "", "unshown": False,
    }  # fmt: skip
    return Entry(pk=pk, **{**values, **fields})


def test_outline_names_the_parts_in_order():
    assert [name for _code, name in OUTLINE.parts] == ["Judul", "Menimbang", "Mengingat", "diktum KESATU", "Lampiran"]
    assert OUTLINE.above["poi"] == {"dik", "poi"}
    assert OUTLINE.above["rec"] == {"menimbang", "rec"}


@pytest.mark.parametrize(
    ("filters", "fits", "fits_not"),
    [
        (Filters(round=2), {"round": 2}, {"round": 1}),
        (Filters(version=2), {"version": 2}, {"version": 3}),
        (Filters(organisation="kpi"), {"organisation": "kpi"}, {}),
        (Filters(sector="academic"), {"sector": "academic"}, {}),
        (Filters(tag="legal"), {"tag": "legal"}, {"tag": "wording"}),
        (Filters(disposition="partly"), {"disposition": "partly"}, {"disposition": "accepted"}),
        (Filters(disposition=UNANSWERED), {}, {"disposition": "noted"}),
        (Filters(disposition=UNANSWERED), {}, {"asks": False}),
        (Filters(disposition=UNSHOWN), {"disposition": "accepted", "unshown": True}, {"disposition": "accepted"}),
        (Filters(stance=OBJECTS), {"stance": "objects"}, {"stance": "content"}),
        (Filters(stance=SILENT), {"disposition": "noted"}, {}),
        (Filters(audience="public"), {}, {"public": False}),
        (Filters(audience="restricted"), {"public": False}, {}),
        (Filters(part="menimbang"), {"clause": "rec"}, {"clause": "cit"}),
        (Filters(part="dik"), {"clause": "poi"}, {"clause": "ann"}),
        (Filters(part=LOST), {"lost": True}, {}),
    ],
)
def test_filter_admits_what_fits_alone(filters, fits, fits_not):
    found = chosen([entry(1, **fits), entry(2, **fits_not)], filters, OUTLINE)
    assert [one.pk for one in found] == [1]
    assert filters.narrows


def test_without_filters_all_stand_in_the_order_of_the_text():
    entries = [entry(1, clause="ann"), entry(2, clause="dik", start=5), entry(3, clause="dik"), entry(4, clause="rec")]
    entries += [entry(5, clause="gone", lost=True), entry(6, clause="dik", lost=True)]
    assert [one.pk for one in chosen(entries, Filters(), OUTLINE)] == [4, 3, 2, 6, 1, 5]
    assert [one.pk for one in chosen(entries, Filters(order=TIME), OUTLINE)] == [1, 2, 3, 4, 5, 6]
    assert not Filters(order=TIME).narrows


def test_sums_tell_answers_from_what_waits():
    entries = [entry(1), entry(2, asks=False), entry(3, disposition="accepted", unshown=True, organisation="kpi")]
    found = sums([*entries, entry(4, disposition="noted", stance="objects")])
    assert (found.comments, found.organisations, found.answered, found.unanswered) == (4, 2, 2, 1)
    assert (found.dispositions["accepted"], found.objections, found.unshown) == (1, 1, 1)


# --- rows ---


@pytest.fixture
def scene(db):
    """A comment of BI on the text that version 2 changes, accepted; KPI supports it."""
    bi, kpi = OrganisationFactory(name="BI"), OrganisationFactory(name="KPI")
    desk, member = secretariat_user(), member_of(bi)
    version = circulated(decree_page(), by=desk)
    opened(version, bi, kpi, by=desk)
    comment = commented(version, member, clause="dik-1", start=0, end=9, proposed="Menetapkan", tag="wording")
    services.support_comment(comment, by=member_of(kpi))
    commented(version, member_of(kpi), clause="", parent=comment, text="Setuju.")
    answer = services.answer_comment(comment, disposition="accepted", reason="Diterima.", by=desk)
    return version, comment, answer, member, desk


def row_of(comment, user):
    return next(row for row in Register(comment.version.decree, user).rows() if row.comment == comment)


def test_row_tells_what_was_said_supported_and_answered(scene):
    _version, comment, answer, member, _desk = scene
    row = row_of(comment, member)
    assert row.comment.proposal == [("delete", "Membentuk"), ("insert", "Menetapkan")]
    assert [one.name for one in row.supporters] == ["KPI"]
    assert (row.replies, row.answer, row.together, row.reaction, row.unshown) == (1, answer, 1, None, False)
    assert [(step.version, step.state) for step in row.story] == [(1, "made")]


def test_accepted_comment_is_flagged_until_its_change_is_pointed_at(scene):
    version, comment, _answer, member, desk = scene
    newer = next_version(version, by=desk, dik_1="Menetapkan Tim Open Government.")
    row = row_of(comment, member)
    assert row.unshown
    assert [(step.version, step.state) for step in row.story] == [(1, "made"), (2, Anchor.objects.get().state)]
    told = changes_of(newer)[0]
    ChangeSource.objects.create(
        version=newer, hunk=told.hunk.id, clause="dik-1", clause_label=told.place, old=told.hunk.old,
        new=told.hunk.new, comment=comment, seq=1,
    )  # fmt: skip
    row = row_of(comment, member)
    assert not row.unshown
    assert [change.get_absolute_url() for change in row.changes] == [
        f"/rancangan/{version.decree_id}/bandingkan/1/2/#h-{told.hunk.id}"
    ]


def test_answers_given_together_count_only_what_the_reader_may_see(scene):
    version, _comment, _answer, member, desk = scene
    other = commented(version, member, clause="dik-1", text="Sama.")
    hidden = commented(version, member, clause="dik-1", text="Sama juga.", audience=MEMBERS)
    services.answer_comments([other, hidden], disposition="noted", reason="Dicatat.", by=desk)
    assert row_of(other, member).together == 2
    outsider = member_of(OrganisationFactory())
    assert row_of(other, outsider).together == 1


def test_reaction_and_its_reason_stand_in_the_row(scene):
    version, comment, answer, member, _desk = scene
    services.react_to_answer(answer, stance="objects", reason="Belum cukup.", by=member)
    row = row_of(comment, member)
    assert (row.reaction.objects_still, row.reaction.reason) == (True, "Belum cukup.")
    assert sums(Register(version.decree, member).entries).objections == 1


def test_words_are_looked_for_in_comment_quote_answer_and_organisation(scene):
    version, comment, _answer, member, _desk = scene
    commented(version, member, clause="cit-1", text="Lengkapi dasar hukum.")

    def found(words):
        return [one.pk for one in Register(version.decree, member, Filters(words=words)).entries]

    for words in ("diperjelas", "Membentuk", "Menetapkan", "Diterima", "KESATU diterima"):
        assert found(words) == [comment.pk]
    assert len(found("BI")) == 2
    assert found("tidakada") == []


def test_private_discussion_does_not_wait_for_an_answer(scene):
    version, comment, _answer, member, _desk = scene
    own = Audience.of(comment.organisation)
    commented(version, member, clause="dik-1", text="Antara kita.", audience=own)
    found = sums(Register(version.decree, member).entries)
    assert (found.comments, found.unanswered) == (2, 0)


def test_comment_received_on_paper_keeps_its_day(scene):
    _version, comment, *_ = scene
    Comment.objects.filter(pk=comment.pk).update(received_on=datetime.date(2017, 5, 20))
    assert row_of(comment, scene[3]).comment.received_on == datetime.date(2017, 5, 20)


def test_step_by_a_person_names_the_office_and_one_of_the_machine_nobody(scene):
    version, _comment, _answer, member, desk = scene
    other = commented(version, member, clause="cit-1", start=0, end=20)
    blocks = [block for block in version.decree.body.get_prep_value() if block["id"] != "cit-1"]
    next_version(version, by=desk, blocks=blocks)
    services.reattach_comment(other, clause="dik-1", by=desk)
    row = row_of(other, member)
    assert [(step.state, step.machine, step.lost) for step in row.story[1:]] == [
        ("orphaned", True, True),
        ("edited", False, False),
    ]
    assert not row.lost
    assert row.moved

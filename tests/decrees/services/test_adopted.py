"""Comments whose proposed wording was taken into the text, in the version that has it."""

import pytest
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from decrees import services
from decrees.drafting.adopted import adopted_target
from decrees.drafting.proposals import changed_words, new_words, proposal, tidy
from decrees.models import Anchor, Notification
from decrees.reading.page import read
from decrees.register.rows import Register
from decrees.text.anchoring.targets import Target, words_at
from forum import ledger
from tests.factories import secretariat_user
from tests.factories.blocks import diktum, document
from tests.factories.decrees import (
    body,
    circulated,
    closed,
    editor_text,
    open_draft,
    proposed,
    rewritten,
)

LOST = Target()
WORDS = st.lists(st.sampled_from(["tim", "kerja,", "daerah", "provinsi;", "dan", "a", "b"]), max_size=9)


def place(old, passage, words, new=None, *, found=LOST):
    """The words that it stands on after its wording was taken; None if the machine is left to say."""
    start = old.index(passage)
    one = proposal("1", old, start, start + len(passage), words)
    after = tidy(old[: one.start] + one.replacement + old[one.end :])
    text = document(diktum(after if new is None else new, id="d"))
    stood = Target("d", start, start + len(passage))
    target = adopted_target(text, "d", *changed_words(old, after), words, stood=stood, found=found)
    return target and (words_at(text, target) if target.start is not None else target)


OLD = "Tim melapor kepada Bupati, setiap enam bulan."


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("enam", "tiga"),
        ("setiap enam bulan", "paling lambat akhir tahun"),
        ("Bupati", "Bupati dan masyarakat"),
        ("kepada Bupati, setiap", "setiap"),
        (OLD, "Ketua menyampaikan laporan."),
    ],
)
def test_comment_stands_on_the_words_proposed(passage, words):
    assert place(OLD, passage, words) == words


@pytest.mark.parametrize("passage", ["kepada Bupati", "setiap enam bulan", "Tim", "enam"])
def test_words_struck_out_as_proposed_leave_the_comment_on_its_clause(passage):
    assert place(OLD, passage, "") == Target("d")


def test_place_that_the_machine_found_stands_if_the_words_are_in_it():
    """Merged by hand, the words are not exactly those proposed."""
    text = document(diktum("Tim melapor setiap tiga bulan sekali.", id="d"))
    words = ("d", "enam bulan", "tiga bulan sekali", "tiga bulan satu kali")
    stood = Target("d", 19, 29)
    for found, words_now in [
        (Target("d", 12, 36), "setiap tiga bulan sekali"),
        (Target("d", 0, 11), "tiga bulan sekali"),
        (Target("e", 12, 36), "tiga bulan sekali"),
    ]:
        target = adopted_target(text, *words, stood=stood, found=found)
        assert words_at(text, target) == words_now


@pytest.mark.parametrize("new", ["Tim melapor.", "Tim tiga orang, melapor setiap tiga bulan.", "Tim melapor bertiga."])
def test_machine_is_left_to_say_if_the_words_stand_there_no_more_or_more_than_once(new):
    assert place(OLD, "enam", "tiga", new) is None


def test_machine_is_left_to_say_if_somebody_has_put_the_comment_elsewhere():
    text = document(diktum("Tim melapor setiap tiga bulan.", id="d"))
    assert adopted_target(text, "d", "enam", "tiga", "tiga", stood=Target("e", 0, 4), found=LOST) is None


def test_clause_struck_out_leaves_no_place_unless_its_words_stand_elsewhere():
    gone = ("d", OLD, "", "")
    assert adopted_target(document(), *gone, stood=Target("d"), found=LOST) == LOST
    assert adopted_target(document(), *gone, stood=Target("d"), found=Target("e")) is None
    assert adopted_target(document(diktum("Lain.", id="d")), *gone, stood=Target("d"), found=Target("d")) is None


@given(WORDS, st.data())
def test_place_holds_the_words_proposed_or_is_the_whole_clause(line, data):
    old = " ".join(line)
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    words = " ".join(data.draw(WORDS))
    begin = len(" ".join(line[:start])) + (start > 0)
    stop = begin + len(" ".join(line[start:end]))
    if begin >= stop:
        return
    one = proposal("1", old, begin, stop, words)
    after = tidy(old[: one.start] + one.replacement + old[one.end :])
    if after in ("", old):
        return
    text = document(diktum(after, id="d"))
    target = adopted_target(text, "d", *changed_words(old, after), words, stood=Target("d", begin, stop), found=LOST)
    assert target is not None
    assert target.start is None or {*words_at(text, target).split()} & {*words.split()} or not words


@given(WORDS, WORDS)
def test_new_words_lie_within_the_text(old, new):
    before, after = " ".join(old), " ".join(new)
    start, end = new_words(before, after)
    assert 0 <= start <= end <= len(after)
    assert set(after[end:].split()) | set(after[:start].split()) <= set(before.split()) | {""} or start == end


# --- circulating


@pytest.fixture
def staff():
    return secretariat_user()


@pytest.fixture
def draft():
    """(version, round, member who may propose)"""
    return open_draft()


def next_with(version, round_, taken, *, by):
    """These are taken into the text, everything is answered, and the text is circulated."""
    services.adopt_amendments(taken, by=by) if len(taken) > 1 else services.adopt_amendment(taken[0], by=by)
    closed(round_)
    return circulated(version.decree, changelog="Perubahan.")


def step_of(comment, version):
    return Anchor.objects.filter(version=version).current().get(comment=comment)


@pytest.mark.django_db
def test_comment_stands_on_its_words_by_whoever_took_them(draft, staff):
    version, round_, member = draft
    own = proposed(version, member, "menyusun rencana aksi", "merumuskan kebijakan bersama")
    new = next_with(version, round_, [own], by=staff)
    step = step_of(own, new)
    assert (step.state, step.score, step.in_doubt, step.altered) == ("edited", 1.0, False, True)
    assert words_at(new.document, step.target) == "merumuskan kebijakan bersama"
    assert (step.by, step.office) == (staff, ledger.office_of(staff)[0])
    assert not Anchor.objects.waiting_on(new).exists()
    assert read(version.decree, new, member).lost == []
    assert ledger.verify() is None


@pytest.mark.django_db
def test_what_others_said_to_the_old_words_goes_where_the_machine_says(draft, staff):
    version, round_, member = draft
    own = proposed(version, member, "menyusun rencana aksi", "merumuskan kebijakan bersama")
    other = proposed(version, member, "menyusun rencana aksi", "membahas")
    new = next_with(version, round_, [own], by=staff)
    assert (step_of(other, new).state, step_of(other, new).by_person) == ("replaced", False)
    assert [step.comment for step in Anchor.objects.waiting_on(new)] == [other]


@pytest.mark.django_db
def test_words_changed_by_an_editor_afterwards_are_left_to_the_machine(draft, staff):
    version, round_, member = draft
    own = proposed(version, member, "menyusun rencana aksi", "merumuskan kebijakan bersama")
    services.adopt_amendment(own, by=staff)
    blocks = body()
    blocks[4]["value"]["points"][0]["value"] = "apa saja; dan"
    closed(round_)
    new = circulated(rewritten(version.decree, blocks=blocks), changelog="Perubahan.")
    assert (step_of(own, new).state, step_of(own, new).by_person) == ("replaced", False)
    kinds = ["lost", "changed", "taken", "replaced"]
    assert Notification.objects.get(user=member, comment=own, kind__in=kinds).kind == "replaced"


@pytest.mark.django_db
def test_who_proposed_it_is_told_so_and_nothing_else(draft, staff):
    version, round_, member = draft
    own = proposed(version, member, "menyusun rencana aksi", "merumuskan kebijakan bersama")
    whole = proposed(version, member, "", "Dibentuk Tim Open Government.", clause="dik-1")
    services.adopt_amendment(whole, by=staff)
    next_with(version, round_, [own], by=staff)
    told = Notification.objects.filter(user=member).exclude(comment=None).exclude(kind="answered")
    assert {(notice.comment, notice.kind) for notice in told} == {(own, "taken"), (whole, "taken")}


@pytest.mark.django_db
def test_story_tells_that_its_wording_went_into_the_text(draft, staff):
    version, round_, member = draft
    own = proposed(version, member, "menyusun rencana aksi", "merumuskan kebijakan bersama")
    next_with(version, round_, [own], by=staff)
    blocks = body()
    blocks[4]["value"]["points"][0]["value"] = "merumuskan kebijakan bersama masyarakat; dan"
    third = circulated(rewritten(version.decree, blocks=blocks), changelog="Perubahan.")
    services.reattach_comment(own, clause="dik-1", by=staff)
    [row] = Register(version.decree, member).rows()
    told = [(step.version, step.state, str(step.words), step.machine) for step in row.story[1:]]
    assert told == [
        (2, "edited", gettext("its proposed wording went into the text"), False),
        (3, "kept", gettext("passage edited"), True),
        (3, "edited", gettext("passage edited"), False),
    ]
    assert step_of(own, third).clause == "dik-1"


@pytest.mark.django_db
def test_clause_struck_out_as_proposed_asks_nobody_for_a_place_until_it_is_back(draft, staff):
    version, round_, member = draft
    own = proposed(version, member, "", "", clause="poi-a")
    second = next_with(version, round_, [own], by=staff)
    step = step_of(own, second)
    assert editor_text(second) is None
    assert (step.state, step.struck, step.waits, step.by) == ("orphaned", True, False, staff)
    assert str(step.words) == gettext("struck out as proposed")
    third = circulated(rewritten(version.decree, blocks=struck("Tim kerja.")), changelog="Perubahan.")
    assert step_of(own, third).struck
    assert not Anchor.objects.waiting_on(third).exists()
    assert [each.comment_id for each in third.anchors.all()] == [own.pk]
    assert read(version.decree, third, member).lost == [own]
    fourth = circulated(rewritten(version.decree, blocks=body()), changelog="Perubahan.")
    assert (step_of(own, fourth).state, step_of(own, fourth).by_person) == ("kept", False)
    assert (
        Notification.objects.filter(user=member, comment=own)
        .exclude(kind="answered")
        .values_list("kind", flat=True)
        .get()
        == "taken"
    )


def struck(text):
    blocks = body(dik_1=text)
    del blocks[4]["value"]["points"][0]
    return blocks

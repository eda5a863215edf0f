"""Comments go with the text from version to version: the step, the services, and who may not."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation

from decrees import events, permissions, services
from decrees.models import Anchor, Comment, Notification
from decrees.services.notifying.listing import notification_list
from decrees.text import build
from decrees.text.anchoring.targets import Target, neighbourhood, reanchor_targets, words_at
from forum.models import LedgerEntry
from tests.factories import OrganisationFactory, answered, body, circulated, commented, member_of, open_draft, opened
from tests.factories.blocks import annex, diktum, item, roster, row
from tests.factories.decrees import next_version, secretariat_user, without

NAMES = {"title": "T", "office": "BUPATI", "province": "", "place": "", "signatory": "", "copies": []}
LAST = "Keputusan ini mulai berlaku pada tanggal ditetapkan."
TEAM = "Tim bekerja dengan terbuka dan melaporkan hasilnya kepada masyarakat setiap tahun."


def document(*diktums):
    return build(list(diktums), **NAMES)


def carried(old, new, *target):
    (step,) = reanchor_targets(document(*old), document(*new), [Target(*target)])
    return step.state.value, step.target, step.in_doubt, step.last_known_clause


# --- one step


def test_clause_keeps_its_comments_by_its_id_however_it_is_worded():
    old, last = [diktum(TEAM, id="a"), diktum(LAST, id="b")], diktum(LAST, id="b")
    assert carried(old, [*old, diktum("Baru.", id="c")], "a") == ("kept", Target("a"), False, "")
    reworded = diktum(TEAM.replace("tahun", "bulan"), id="a")
    assert carried(old, [reworded, last], "a") == ("edited", Target("a"), False, "")
    assert carried(old, [diktum("Ketentuan lain?", id="a"), last], "a") == ("edited", Target("a"), True, "")


def test_clause_is_edited_when_what_is_in_it_is():
    old, new = [diktum("Tim:", item("bekerja;", id="x"), id="a")], [diktum("Tim:", item("berbagi;", id="x"), id="a")]
    assert carried(old, old, "a")[0] == "kept"
    assert carried(old, new, "a") == ("edited", Target("a"), False, "")


def test_clause_whose_id_is_gone_is_found_by_its_words_or_is_orphaned_where_it_stood():
    old, last = [diktum(TEAM, id="a"), diktum(LAST, id="b")], diktum(LAST, id="b")
    state, target, *_ = carried(old, [diktum(TEAM, id="x"), last], "a")
    assert (state, target) == ("kept", Target("x"))
    assert carried(old, [diktum(TEAM.replace("tahun", "bulan"), id="x"), last], "a")[:3] == (
        "edited",
        Target("x"),
        True,
    )
    assert carried(old, [last], "a") == ("orphaned", Target(), False, "b")


def test_clause_merged_into_another_becomes_a_passage_of_it():
    old = [diktum(TEAM, id="a"), diktum(LAST, id="b")]
    new = document(diktum(f"{TEAM} {LAST}", id="a"))
    (step,) = reanchor_targets(document(*old), new, [Target("b")])
    assert (step.target.clause, words_at(new, step.target)) == ("a", LAST)


def test_passage_follows_its_words_into_another_clause():
    start = TEAM.index("melaporkan")
    old = [diktum(TEAM, id="a"), diktum(LAST, id="b")]
    new = document(diktum(LAST, id="b"), diktum("Tim:", item(TEAM, id="x"), id="c"))
    (step,) = reanchor_targets(document(*old), new, [Target("a", start, start + 20)])
    assert (step.target.clause, words_at(new, step.target)) == ("x", TEAM[start : start + 20])


@pytest.mark.parametrize(
    ("before", "after", "quote", "replacing"),
    [
        ("Tim bertemu setiap 3 (tiga) bulan.", "Tim bertemu setiap 6 (enam) bulan.", "3 (tiga)", "6 (enam)"),
        ("Tim bertemu setiap 3 (tiga) bulan.", "Tim bertemu setiap 6 (enam) bulan.", "3", "6 (enam)"),
        ("Hasil diumumkan di media massa daerah.", "Hasil diumumkan di pers daerah.", "media massa", "pers"),
        ("Media massa.", "Pers.", "Media massa", "Pers"),
    ],
)
def test_passage_that_one_change_replaces_stands_on_the_replacing_words(before, after, quote, replacing):
    start = before.index(quote)
    new = document(diktum(after, id="a"), diktum(LAST, id="b"))
    (step,) = reanchor_targets(
        document(diktum(before, id="a"), diktum(LAST, id="b")), new, [Target("a", start, start + len(quote))]
    )
    assert (step.state, words_at(new, step.target), step.in_doubt) == ("replaced", replacing, True)


def test_cell_that_is_replaced_keeps_its_comment():
    tables = [roster(row(position, "Bupati", id="r")) for position in ("Ketua", "Koordinator")]
    old, new = (document(annex("TIM", table, id="l")) for table in tables)
    (step,) = reanchor_targets(old, new, [Target("r", 0, len("Ketua"))])
    assert (step.state, words_at(new, step.target)) == ("replaced", "Koordinator")


@pytest.mark.parametrize(
    "after",
    [
        "Tim bertemu sekurang-kurangnya setiap bulan di kantor Dinas atau tempat lain.",
        "Rapat diadakan sewaktu-waktu, kapan pun diminta oleh seorang anggota forum.",
    ],
)
def test_passage_struck_out_or_in_a_sentence_written_anew_is_gone(after):
    before = "Tim bertemu sekurang-kurangnya setiap 3 (tiga) bulan di kantor Dinas atau tempat lain."
    start = before.index("3 (")
    (step,) = reanchor_targets(
        document(diktum(before, id="a"), diktum(LAST, id="b")),
        document(diktum(after, id="a"), diktum(LAST, id="b")),
        [Target("a", start, start + len("3 (tiga)"))],
    )
    assert step.state == "orphaned"


@pytest.mark.parametrize("target", [Target("a"), Target("a", 8, 20)])
def test_capitals_are_told_and_not_called_unchanged(target):
    old, new = (document(diktum(f"Menyusun {words} bersama.", id="a")) for words in ("rencana aksi", "Rencana Aksi"))
    (step,) = reanchor_targets(old, new, [target])
    assert (step.state, step.in_doubt) == ("recased", False)


def test_neighbourhood_is_the_clause_between_its_neighbours():
    text = document(*(diktum(f"Ketentuan {n}.", id=str(n)) for n in range(4)))
    assert [clause.id for clause in neighbourhood(text, "0")] == ["0", "1"]
    assert [clause.id for clause in neighbourhood(text, "2")] == ["1", "2", "3"]
    assert neighbourhood(text, "nowhere") == []


# --- circulating carries

django_db = pytest.mark.django_db


def step_of(comment, version):
    return Anchor.objects.filter(version=version).current().get(comment=comment)


@django_db
def test_circulating_places_every_thread_and_keeps_what_was_selected():
    version, _, member = open_draft()
    passage = commented(version, member, clause="dik-1", start=10, end=13)
    whole = commented(version, member, clause="rec-a")
    lost = commented(version, member, clause="cit-1", start=0, end=13)
    commented(version, member, parent=passage, clause="")
    answered(version.decree)
    before = list(Comment.objects.order_by("pk").values())
    blocks = body(dik_1="Dengan ini membentuk Tim Open Government.", rec_a="bahwa terbuka;")
    new = next_version(version, blocks=[b for b in blocks if b["id"] != "cit-1"])
    steps = {c: step_of(c, new) for c in [passage, whole, lost]}
    assert Anchor.objects.count() == 3
    assert [s.state for s in steps.values()] == ["kept", "edited", "orphaned"]
    assert words_at(new.document, steps[passage].target) == passage.quote
    assert steps[whole].target == Target("rec-a")
    assert (steps[lost].clause, steps[lost].clause_label) == ("", "Mengingat angka 1")
    assert {(s.from_version, s.by, s.office) for s in steps.values()} == {(version, None, "")}
    assert list(Comment.objects.order_by("pk").values()) == before


@django_db
def test_each_audience_has_its_own_count_in_the_ledger():
    version, _, member = open_draft()
    own = permissions.own_audiences(member)[0]
    commented(version, member)
    commented(version, member, audience=own)
    new = next_version(version, rec_a="bahwa baru;")
    entries = {e.audience: e.data for e in LedgerEntry.objects.filter(verb=events.COMMENTS_CARRIED)}
    counts = {"kept": 1, "recased": 0, "moved": 0, "edited": 0, "replaced": 0, "orphaned": 0}
    assert entries == {"public": {"version": new.number, **counts}, own: {"version": new.number, **counts}}


@django_db
def test_public_entry_is_the_same_whether_or_not_something_was_said_in_private():
    data = []
    for audience in [None, "secretariat"]:
        version, _, member = open_draft(short_name=audience or "BI")
        if audience:
            commented(version, member, audience=audience)
        next_version(version, rec_a="bahwa baru;")
        entry = LedgerEntry.objects.get(verb=events.COMMENTS_CARRIED, audience="public", page_id=version.decree_id)
        data.append((entry.data, entry.content))
    assert data[0] == data[1]


@django_db
def test_comment_goes_on_from_where_it_was_carried_and_stays_altered():
    version, _, member = open_draft()
    comment = commented(version, member, clause="rec-a")
    second = next_version(version, rec_a="bahwa keterbukaan perlu dijamin bersama;")
    third = next_version(second, rec_a="bahwa keterbukaan perlu dijamin bersama;", rec_b="bahwa lain;")
    steps = list(comment.anchors.order_by("pk"))
    assert [(s.from_version, s.version, s.state, s.altered) for s in steps] == [
        (version, second, "edited", True),
        (second, third, "kept", True),
    ]
    assert str(steps[-1].words) == str(Anchor.State.EDITED.label)


@django_db
def test_orphan_comes_back_with_its_words_and_only_with_them():
    version, _, member = open_draft()
    comment = commented(version, member, clause="cit-1", start=0, end=33)
    second = next_version(version, blocks=without("cit-1"))
    third = next_version(second, blocks=[b for b in body(rec_a="bahwa;") if b["id"] != "cit-1"])
    fourth = next_version(third, rec_b="bahwa lain;")
    states = [(s.from_version.number, s.version.number, s.state) for s in comment.anchors.order_by("pk")]
    assert states == [(1, 2, "orphaned"), (2, 3, "orphaned"), (1, 4, "kept")]
    assert words_at(fourth.document, step_of(comment, fourth).target) == comment.quote


@django_db
def test_doubt_lasts_until_somebody_confirms():
    version, _, member = open_draft()
    comment = commented(version, member, clause="dik-1")
    second = next_version(version, dik_1="Lihat lampiran?")
    assert step_of(comment, second).in_doubt
    third = next_version(second, dik_1="Lihat lampiran?", rec_a="bahwa baru;")
    assert step_of(comment, third).in_doubt
    services.confirm_place(comment, by=secretariat_user())
    step = step_of(comment, third)
    assert (step.in_doubt, step.altered, step.state, step.target) == (False, True, "kept", Target("dik-1"))
    fourth = next_version(third, dik_1="Lihat lampiran?", rec_b="bahwa baru juga;")
    assert not step_of(comment, fourth).in_doubt


@django_db
def test_replaced_passage_waits_for_the_secretariat_and_its_author_is_told_by_what():
    version, _, member = open_draft()
    second = next_version(version, rec_a="bahwa tim bertemu setiap 3 (tiga) bulan;")
    opened(second, member.person.memberships.get().organisation)
    start = len("bahwa tim bertemu setiap ")
    comment = commented(second, member, clause="rec-a", start=start, end=start + len("3 (tiga)"))
    third = next_version(second, rec_a="bahwa tim bertemu setiap 6 (enam) bulan;")
    step = step_of(comment, third)
    assert (step.state, step.in_doubt, step.altered) == ("replaced", True, True)
    assert words_at(third.document, step.target) == "6 (enam)"
    assert list(Anchor.objects.waiting_on(third)) == [step]
    with translation.override("id"):
        notices = Notification.objects.filter(user=member, kind="replaced").with_subjects()
        (line,) = notification_list(notices)
        assert str(step.words) == "bagian ini diganti"
        assert line.headline == "Bagian yang Anda komentari diganti menjadi “6 (enam)”"


@django_db
def test_carrying_is_the_secretariats():
    version, _, member = open_draft()
    commented(version, member)
    with pytest.raises(PermissionDenied):
        services.reanchor_comments(version, by=member)
    assert services.reanchor_comments(version, by=secretariat_user()) == []


# --- by people


@pytest.fixture
def orphan(db):
    version, _, member = open_draft()
    comment = commented(version, member, clause="cit-1", start=0, end=13)
    return comment, next_version(version, blocks=without("cit-1")), member


def test_person_puts_an_orphan_on_a_passage_and_nobody_else_may(orphan):
    comment, new, member = orphan
    for stranger in [member, member_of(OrganisationFactory())]:
        with pytest.raises(PermissionDenied):
            services.reattach_comment(comment, clause="dik-1", by=stranger)
    assert comment.anchors.count() == 1
    person = secretariat_user()
    services.reattach_comment(comment, clause="dik-1", quote="Tim", by=person)
    step = step_of(comment, new)
    assert (step.state, step.by, words_at(new.document, step.target)) == ("edited", person, "Tim")
    assert [s.state for s in comment.anchors.order_by("pk")] == ["orphaned", "edited"]
    entry = LedgerEntry.objects.get(verb=events.COMMENT_REATTACHED)
    assert entry.data == {"comment": comment.pk, "version": 2, "place": "diktum KESATU", "clause": "dik-1"}
    assert (entry.seq, entry.actor) == (step.seq, person)
    third = next_version(new, blocks=[b for b in body(rec_a="bahwa;") if b["id"] != "cit-1"])
    assert (step_of(comment, third).state, words_at(third.document, step_of(comment, third).target)) == ("kept", "Tim")


@pytest.mark.parametrize(("clause", "quote"), [("cit-1", ""), ("dik-1", "tidak ada"), ("dik-1", "e")])
def test_reattaching_refuses_what_is_not_there_or_there_twice(orphan, clause, quote):
    comment, new, _ = orphan
    with pytest.raises(ValidationError):
        services.reattach_comment(comment, clause=clause, quote=quote, by=secretariat_user())
    assert step_of(comment, new).lost
    services.reattach_comment(comment, clause="dik-1", quote="Membentuk", by=secretariat_user())
    assert not step_of(comment, new).lost


def test_nothing_to_confirm_or_reattach_is_refused(orphan):
    comment, new, member = orphan
    person = secretariat_user()
    opened(new, member.person.memberships.get().organisation)
    here = commented(new, member)
    with pytest.raises(ValidationError):
        services.confirm_place(comment, by=person)
    with pytest.raises(ValidationError):
        services.reattach_comment(here, clause="dik-1", by=person)
    with pytest.raises(PermissionDenied):
        services.confirm_place(comment, by=member)


@django_db
def test_what_an_organisation_keeps_to_itself_is_carried_but_not_placed_by_the_secretariat():
    version, _, member = open_draft()
    comment = commented(version, member, clause="cit-1", audience=permissions.own_audiences(member)[0])
    new = next_version(version, blocks=without("cit-1"))
    assert step_of(comment, new).lost
    with pytest.raises(PermissionDenied):
        services.reattach_comment(comment, clause="dik-1", by=secretariat_user())
    waiting = Anchor.objects.waiting_on(new)
    assert list(waiting.visible_to(secretariat_user())) == []
    assert [step.comment for step in waiting.visible_to(member)] == [comment]


@django_db
def test_steps_never_change_not_even_in_the_database(orphan):
    step = Anchor.objects.get()
    with pytest.raises(TypeError):
        step.save()
    with pytest.raises(TypeError):
        step.delete()
    for change in [
        lambda: Anchor.objects.update(state="kept"),
        lambda: Anchor.objects.all()._raw_delete("default"),
    ]:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Anchor.objects.get().state == "orphaned"


@django_db
def test_first_version_carries_nothing():
    circulated()
    assert not LedgerEntry.objects.filter(verb=events.COMMENTS_CARRIED).exists()

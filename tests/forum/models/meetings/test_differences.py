"""What two publications of an agenda do not have in common."""

from hypothesis import given
from hypothesis import strategies as st

from forum.models.meetings.agenda.differences import Difference, differences


def plan(*texts, papers=(), **more):
    items = [
        {"key": text[0], "number": str(n), "level": 1, "text": text, "minutes": 10, "presented_by": "", **more}
        for n, text in enumerate(texts, 1)
    ]
    return {"items": items, "papers": list(papers)}


def paper(document, digest="a", **more):
    return {
        "document": document,
        "number": "1",
        "title": f"Bahan {document}",
        "audience": "public",
        "digest": digest,
        **more,
    }


def kinds(before, after):
    return [(one.kind, one.text) for one in differences(before, after)]


def test_items_are_added_dropped_renamed_and_moved():
    assert kinds(plan("Acara", "Bahas"), plan("Acara", "Cek")) == [("added", "Cek"), ("dropped", "Bahas")]
    assert differences(plan("Acara"), plan("A baru")) == [Difference("renamed", "1", "A baru", "Acara", "A baru")]
    moved = differences(plan("Acara", "Bahas", "Cek"), plan("Cek", "Acara", "Bahas"))
    assert moved == [Difference("moved", "1", "Cek", "3", "1")]


def test_lengths_presenters_and_levels_are_compared():
    assert differences(plan("Acara"), plan("Acara", minutes=20)) == [Difference("timed", "1", "Acara", "10", "20")]
    assert differences(plan("Acara"), plan("Acara", minutes=None)) == [Difference("timed", "1", "Acara", "10", "")]
    assert kinds(plan("Acara"), plan("Acara", presented_by="BI")) == [("presented", "Acara")]
    assert kinds(plan("Acara"), plan("Acara", level=2)) == [("moved", "Acara")]


def test_papers_are_added_replaced_and_taken_off_for_their_readers():
    before, after = plan(papers=[paper(1), paper(2)]), plan(papers=[paper(1, "b"), paper(3, audience="invited")])
    assert [(one.kind, one.text, one.audience) for one in differences(before, after)] == [
        ("paper_replaced", "Bahan 1", "public"),
        ("paper_added", "Bahan 3", "invited"),
        ("paper_dropped", "Bahan 2", "public"),
    ]


def test_what_was_published_before_there_were_plans_is_paired_by_its_words():
    known = {"items": [{"text": "Acara", "number": "1"}, {"text": "Bahas", "number": "2"}]}
    assert differences(known, plan("Acara", "Bahas", papers=[paper(1)])) == []
    assert kinds(known, plan("Acara", "Cek")) == [("added", "Cek"), ("dropped", "Bahas")]


@given(st.permutations(["Acara", "Bahas", "Cek", "Doa", "Evaluasi"]), st.integers(0, 5))
def test_the_same_items_in_another_order_are_only_moved_and_as_few_as_possible(order, kept):
    before, after = plan("Acara", "Bahas", "Cek", "Doa", "Evaluasi"), plan(*order)
    found = differences(before, after)
    assert {one.kind for one in found} <= {"moved"}
    assert len(found) < len(order)
    assert differences(after, after) == []
    rest = [text for text in order if text not in {one.text for one in found}]
    assert rest == sorted(rest)

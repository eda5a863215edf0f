from hypothesis import given
from hypothesis import strategies as st

from decrees.text.redline.similar import groups

BASE = [
    ("1", "d2", 0, 40, "Laporan sebaiknya dipublikasikan setiap tiga bulan di laman kabupaten."),
    ("2", "d2", 10, 30, "Mohon laporan dipublikasikan di laman kabupaten tiap tiga bulan."),
    ("3", "d2", 5, 35, "Anggaran tim belum jelas sumbernya."),
    ("4", "d1", 0, 20, "Perlu unsur perempuan dalam susunan tim pengarah."),
    ("5", "d2", 20, 60, "Sumber anggaran tim masih belum jelas, mohon dijelaskan."),
]


def test_like_comments_on_one_passage_are_a_group():
    assert groups(BASE) == [["1", "2"], ["3", "5"]]


def test_same_words_in_another_order_are_alike():
    assert groups([("a", "c", 0, 9, "unsur perempuan dalam tim"), ("b", "c", 50, 60, "Tim: unsur perempuan!")]) == [
        ["a", "b"]
    ]


def test_stop_words_do_not_make_comments_alike():
    comments = [
        ("a", "c", 0, 9, "Mohon agar ini dapat dibuat dengan anggaran"),
        ("b", "c", 0, 9, "Mohon agar ini dapat dibuat dengan perempuan"),
    ]
    assert groups(comments) == []


def test_for_and_against_are_not_alike():
    comments = [
        ("a", "c", 0, 9, "rapat tim pengarah terbuka untuk umum"),
        ("b", "c", 0, 9, "rapat tim pengarah tidak terbuka untuk umum"),
    ]
    assert groups(comments) == []


def test_the_same_letter_in_several_clauses_is_one_group():
    text = "Kami mengusulkan keterlibatan kelompok perempuan dan difabel di setiap kelompok kerja."
    assert groups([("a", "c1", 0, 9, text), ("b", "c2", 0, 9, text), ("x", "c2", 0, 9, "Salah ketik.")]) == [["a", "b"]]


def test_short_words_of_assent_are_alike_in_one_clause_only():
    comments = [("a", "c1", 0, 9, "Setuju."), ("b", "c1", 3, 5, "setuju"), ("c", "c2", 0, 9, "Setuju")]
    assert groups(comments) == [["a", "b"]]


def test_more_likeness_is_asked_outside_the_passage():
    one, other = "laporan tiga bulanan dimuat di laman", "laporan rutin ditempel, bukan hanya dimuat daring"
    assert groups([("a", "c", 0, 9, one), ("b", "c", 5, 12, other)]) == [["a", "b"]]
    assert groups([("a", "c", 0, 9, one), ("b", "c", 20, 30, other)]) == []


def test_comments_without_words_are_in_no_group():
    assert groups([("a", "c", 0, 9, "!"), ("b", "c", 0, 9, "?"), ("c", "c", 0, 9, "dan yang")]) == []


words = st.lists(
    st.sampled_from(["tim", "laporan", "anggaran", "desa", "perempuan", "rapat", "tidak", "dan", "laman"]), max_size=8
)
remarks = st.lists(
    st.tuples(st.sampled_from(["c1", "c2"]), st.integers(0, 20), st.integers(0, 20), words.map(" ".join)), max_size=12
).map(lambda rows: [(str(n), *row) for n, row in enumerate(rows)])


@given(remarks)
def test_every_comment_is_in_one_group_at_most_and_order_is_kept(comments):
    found = groups(comments)
    members = [name for group in found for name in group]
    assert len(members) == len(set(members))
    assert set(members) <= {comment[0] for comment in comments}
    assert all(len(group) > 1 for group in found)
    assert all([int(name) for name in group] == sorted(map(int, group)) for group in found)
    assert [int(group[0]) for group in found] == sorted(int(group[0]) for group in found)
    assert groups(comments) == found


@given(remarks)
def test_a_comment_repeated_joins_its_like(comments):
    telling = [comment for comment in comments if len(set(comment[4].split()) - {"dan"}) >= 3]
    for name, clause_id, start, end, text in telling[:1]:
        again = ("again", clause_id, start, end, text)
        assert any({name, "again"} <= set(group) for group in groups([(name, clause_id, start, end, text), again]))

"""A line of notes is read as it is typed; of several that write at once, no word goes."""

import datetime
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minutes.text.notes import Kind, Words, due_in, parts_of, read_line, standing

DAY = datetime.date(2018, 6, 28)  # a Thursday
BI, KOMINFO, KPI = 1, 2, 3
NAMES = {"bi": BI, "bojonegoro institute": BI, "dinas kominfo": KOMINFO, "kpi": KPI}
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
LETTERS = st.text("ab cBI@:,.-+!#3", max_size=60)


def read(typed):
    return read_line(typed, NAMES, DAY)


@pytest.mark.parametrize(
    ("typed", "kind", "text", "organisation"),
    [
        ("Rapat dibuka", Kind.TALK, "Rapat dibuka", None),
        ("BI: setuju", Kind.STATEMENT, "setuju", BI),
        ("bojonegoro institute: setuju", Kind.STATEMENT, "setuju", BI),
        ("Catatan: data belum ada", Kind.TALK, "Catatan: data belum ada", None),
        ("+ perlu sosialisasi", Kind.INPUT, "perlu sosialisasi", None),
        ("+KPI: perlu sosialisasi", Kind.INPUT, "perlu sosialisasi", KPI),
        ("! Dibentuk tim kecil", Kind.DECISION, "Dibentuk tim kecil", None),
        ("KESATU: Membentuk tim", Kind.DECISION, "KESATU: Membentuk tim", None),
        ("KEDUA BELAS: Selesai", Kind.DECISION, "KEDUA BELAS: Selesai", None),
        ("- beranggota lima", Kind.POINT, "beranggota lima", None),
        ("# Pembukaan", Kind.HEADING, "Pembukaan", None),
        ("kirim ke a@bi", Kind.TALK, "kirim ke a@bi", None),
    ],
)
def test_mark_says_what_a_line_is(typed, kind, text, organisation):
    line = read(typed)
    assert (line.kind, line.text, line.organisation) == (kind, text, organisation)


def test_office_stands_before_its_organisation():
    line = read("Kepala Bidang, Dinas Kominfo: akan diunggah")
    assert (line.kind, line.office, line.organisation) == (Kind.STATEMENT, "Kepala Bidang", KOMINFO)


@pytest.mark.parametrize(
    ("typed", "text", "owners", "unknown"),
    [
        ("@BI kirim data", "kirim data", (BI,), ()),
        ("@BI dan @KPI: susun draf", "susun draf", (BI, KPI), ()),
        ("@Dinas Kominfo, @BI unggah", "unggah", (KOMINFO, BI), ()),
        ("Data dikirim @BI lalu diperiksa @KPI", "Data dikirim BI lalu diperiksa KPI", (BI, KPI), ()),
        ("@Entah kirim data", "@Entah kirim data", (), ("Entah",)),
        ("@BI dan @entah. kirim data", "dan @entah. kirim data", (BI,), ("entah",)),
    ],
)
def test_name_behind_an_at_does_it_and_one_that_nobody_has_stays_in_the_text(typed, text, owners, unknown):
    line = read(typed)
    assert (line.kind, line.text, line.owners, line.unknown) == (Kind.ACTION, text, owners, unknown)
    assert line.is_finished == bool(owners)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("paling lambat 30 Juni", (2018, 6, 30)),
        ("paling lambat 30 Mei", (2019, 5, 30)),
        ("paling lambat tanggal 30 Mei 2020", (2020, 5, 30)),
        ("selambat-lambatnya hari Jumat tanggal 29 Juni 2018", (2018, 6, 29)),
        ("sebelum 5/7", (2018, 7, 5)),
        ("paling lambat 5-7-2019", (2019, 7, 5)),
        ("paling lambat 29 Februari", (2020, 2, 29)),
        ("paling lambat hari ini", (2018, 6, 28)),
        ("paling lambat besok", (2018, 6, 29)),
        ("paling lambat lusa", (2018, 6, 30)),
        ("paling lambat Kamis", (2018, 7, 5)),
        ("paling lambat Selasa depan", (2018, 7, 3)),
        ("paling lambat Jum’at", (2018, 6, 29)),
        ("paling lambat Jumat minggu depan", (2018, 7, 6)),
        ("paling lambat minggu depan", (2018, 7, 5)),
        ("paling lambat akhir bulan", (2018, 6, 30)),
        ("paling lambat akhir Mei", (2019, 5, 31)),
        ("paling lambat bulan depan", (2018, 7, 28)),
    ],
)
def test_due_date_is_read_as_it_is_said_and_goes_out_of_the_text(said, day):
    line = read(f"@BI kirim data, {said}.")
    assert (line.due, line.text) == (datetime.date(*day), "kirim data")


@pytest.mark.parametrize("said", ["31 Juni", "Senin, 29 Juni 2018", "Rabu 30 Juni", "99/99"])
def test_day_that_does_not_exist_stays_in_the_text_and_is_marked(said):
    line = read(f"@BI kirim data paling lambat {said}")
    assert (line.due, line.unread, line.text) == (None, said, f"kirim data paling lambat {said}")


@given(
    st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)),
    st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)),
)
def test_any_day_is_read_and_without_a_year_it_is_the_next_one(day, today):
    spelled = f"paling lambat {day.day} {MONTHS[day.month - 1]}"
    assert due_in(f"{spelled} {day.year}", today).day == day
    found = due_in(spelled, today).day
    assert (found.day, found.month) == (day.day, day.month)
    assert today <= found < today.replace(year=today.year + 9, day=1)
    if (day.month, day.day) != (2, 29):
        assert (found - today).days <= 366


@given(LETTERS)
@example("@BI")
@example("@BI,@KPI x")
def test_every_word_is_in_the_text_or_is_who_does_it(typed):
    line = read(typed)
    named = set(NAMES) | {word for name in NAMES for word in name.split()} | {"dan"}
    told = line.text + " " + line.office + " " + " ".join(line.unknown)
    missing = [one for one in re.findall(r"\w+", typed.casefold()) if one not in told.casefold() and one not in named]
    assert missing == []


@given(st.lists(LETTERS, max_size=8))
def test_whatever_is_typed_becomes_a_part_of_the_minutes(lines):
    parts = parts_of((str(n), typed, read(typed)) for n, typed in enumerate(lines))
    said = " ".join(f"{part.text} {part.office}" for part in parts).casefold()
    for typed in lines:
        for word in re.findall(r"[ac]+", typed.casefold()):
            assert word in said
    assert all(part.owners for part in parts if part.kind == Kind.ACTION)


def test_points_belong_to_the_decision_above_them():
    lines = ["KESATU: Membentuk tim", "- ketua Bappeda", "- anggota BI", "Selesai", "- butir lepas"]
    parts = parts_of((str(n), typed, read(typed)) for n, typed in enumerate(lines))
    assert [(part.kind, part.text) for part in parts] == [
        (Kind.DECISION, "KESATU: Membentuk tim\na. ketua Bappeda\nb. anggota BI"),
        (Kind.TALK, "Selesai"),
        (Kind.POINT, "butir lepas"),
    ]


WRITERS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.text("xyz", max_size=2), st.booleans()), max_size=30
)


@given(WRITERS)
def test_words_stand_until_somebody_who_has_seen_them_writes_over_them(acts):
    """Three writers, two rows; one looks at what stands only now and then."""
    stored, seen = [], [{"r0": (), "r1": ()} for _ in range(3)]
    for seq, (writer, row, text, looks) in enumerate(acts, 1):
        key = f"r{row}"
        if looks:
            seen[writer] = {"r0": (), "r1": (), **{one.key: tuple(one.tokens) for one in standing(stored)}}
        stored.append(Words(seq, f"t{seq}", key, "", text, seen[writer][key]))
        seen[writer][key] = (f"t{seq}",)
    heads = {token for row in standing(stored) for token in row.tokens}
    overwritten = {token for one in stored for token in one.replaces}
    assert heads | overwritten == {one.token for one in stored}
    assert not heads & overwritten


def test_two_who_change_the_same_line_at_once_both_stand_until_one_has_seen_both():
    first = Words(1, "a", "r", "", "Data")
    both = [first, Words(2, "b", "r", "", "Data A", ("a",)), Words(3, "c", "r", "", "Data B", ("a",))]
    (row,) = standing(both)
    assert ([one.text for one in row.said], row.is_open) == (["Data A", "Data B"], True)
    (row,) = standing([*both, Words(4, "d", "r", "", "Data A dan B", ("b", "c"))])
    assert ([one.text for one in row.said], row.is_open) == (["Data A dan B"], False)


def test_points_below_points_and_rows_of_a_table_are_one_part_each():
    lines = ["! Tim", "- ketua", "-- Bappeda", "- anggota", "| Target | 2017 |", "| Desa | 28 |"]
    lines += ["- satu", "-- dua", "- tiga"]
    parts = parts_of((str(n), typed, read(typed)) for n, typed in enumerate(lines))
    assert [(part.key, part.kind, part.text) for part in parts] == [
        ("0", Kind.DECISION, "Tim\na. ketua\n\u00a0\u00a0\u00a01) Bappeda\nb. anggota"),
        ("4", Kind.ROW, "Target\t2017\nDesa\t28"),
        ("6", Kind.POINT, "satu\n\tdua\ntiga"),
    ]


@pytest.mark.parametrize(
    ("typed", "came", "unknown"),
    [
        ("Hadir: BI 2, KPI", [(BI, "present", 2, ""), (KPI, "present", 1, "")], ()),
        (
            "hadir: Dinas Kominfo (3, Kepala Bidang); BI 2 orang.",
            [(KOMINFO, "present", 3, "Kepala Bidang"), (BI, "present", 2, "")],
            (),
        ),
        ("Diwakili: BI (Sekretaris)", [(BI, "represented", 1, "Sekretaris")], ()),
        ("Izin: KPI (rapat lain, di Surabaya)", [(KPI, "excused", 0, "rapat lain, di Surabaya")], ()),
        ("Tidak hadir: BI, Entah", [(BI, "absent", 0, "")], ("Entah",)),
    ],
)
def test_line_says_who_came(typed, came, unknown):
    line = read(typed)
    assert line.kind == Kind.ATTENDANCE
    assert [(one.organisation, one.status, one.people, one.capacity) for one in line.came] == came
    assert line.unknown == unknown

"""Numbers and addresses of people are found in a text, and nothing else is."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.personal import find

FOUND = [
    ("Warga NIK 3522011203850001 hadir.", "nik", "3522011203850001"),
    ("NIK 352201 520385 0001 (perempuan)", "nik", "352201 520385 0001"),
    ("KTP 3522-0152-0385-0001.", "nik", "3522-0152-0385-0001"),
    ("NIK: 3522012902000003", "nik", "3522012902000003"),
    ("NIP 197508122000121003", "nip", "197508122000121003"),
    ("NIP. 19750812 200012 1 003,", "nip", "19750812 200012 1 003"),
    ("hubungi 081234567890", "phone", "081234567890"),
    ("HP/WA 0812-3456-7890!", "phone", "0812-3456-7890"),
    ("(0857 3012 345)", "phone", "0857 3012 345"),
    ("+62 812 3456 7890", "phone", "+62 812 3456 7890"),
    ("+6281234567890", "phone", "+6281234567890"),
    ("628123456789 aktif", "phone", "628123456789"),
    ("surel siti.aminah@gmail.com.", "email", "siti.aminah@gmail.com"),
    ("tulis ke a+b@kantor.bojonegorokab.go.id", "email", "a+b@kantor.bojonegorokab.go.id"),
    ("Rumahnya di Jl. Panglima Sudirman No. 12, Bojonegoro", "address", "Jl. Panglima Sudirman No. 12"),
    ("Jalan Veteran Nomor 7A RT 03/RW 02", "address", "Jalan Veteran Nomor 7A RT 03/RW 02"),
    ("Perumahan Griya Asri Blok C2", "address", "Perumahan Griya Asri Blok C2"),
    ("warga RT.003/RW.001 Desa Ngampel", "address", "RT.003/RW.001"),
]
NOTHING = [
    "Anggaran Rp1.250.000.000,00 disepakati.",
    "Rp 3522011203850001",
    "Nilai kontrak 3.522.011.203.850.001 rupiah",
    "Nomor 188/364/KEP/412.013/2025",
    "Nomor 100.3.3.2/289/KEP/429.011/2025",
    "Surat 005/1234/412.216/2018 tanggal 08-12-2018",
    "28 Juni 2018 pukul 08.30-10.30",
    "08-12-2017 1030 WIB",
    "2018-06-28T08:30:00",
    "ISBN 978-602-8519-93-9",
    "ISBN 0812345678",
    "ISSN 2087-1236",
    "kode rekening 5.2.2.08.12345678",
    "3522019903850001",  # a day 99
    "3522011213850001",  # a month 13
    "0022011203850001",  # no such province
    "352201120385000112",  # longer, and no date of birth
    "sidik jari 9f3522011203850001ab",
    "19759912200012 1 003",
    "Jalan Veteran akan diperbaiki",
    "jalan desa nomor 3 di Kecamatan Dander",
    "di RT dan RW setempat",
    "akun @bojonegorokab",
    "tahun 2016-2017 ada 419 desa dan 28 kecamatan",
    "0,812345678 persen",
    "koordinat -7.1502,111.8817",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_what_belongs_to_a_person_is_found(text, kind, words):
    [found] = find(text)
    assert (found.kind, found.words) == (kind, words)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize("text", NOTHING)
def test_what_minutes_are_full_of_gives_no_alarm(text):
    assert find(text) == []


BIRTHS = st.dates(datetime.date(1930, 1, 1), datetime.date(2005, 12, 31))
AROUND = st.text(alphabet="abc ,;()\n", max_size=10)


@given(AROUND, BIRTHS, st.booleans(), st.integers(1, 9999), AROUND)
def test_every_number_of_an_identity_card_is_found_whatever_stands_around_it(before, born, woman, serial, after):
    nik = f"352201{born.day + 40 * woman:02}{born:%m%y}{serial:04}"
    assert nik in [one.words for one in find(f"{before} {nik} {after}")]


@given(AROUND, BIRTHS, st.integers(20, 30), st.integers(1, 12), st.sampled_from("12"), st.integers(0, 999))
def test_every_number_of_a_civil_servant_is_found(before, born, age, month, sex, serial):
    nip = f"{born:%Y%m%d}{born.year + age}{month:02}{sex}{serial:03}"
    assert [one.kind for one in find(f"{before} {nip}")] == ["nip"]


@given(st.integers(0, 10**15), st.sampled_from(["Rp", "Rp ", ""]), st.sampled_from(["", ",00"]))
def test_no_amount_is_taken_for_a_number_of_a_person(amount, sign, cents):
    assert find(f"sebesar {sign}{f'{amount:,}'.replace(',', '.')}{cents} rupiah") == []


@given(st.text())
def test_what_is_found_stands_in_the_text_in_order_and_apart(text):
    found = find(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))

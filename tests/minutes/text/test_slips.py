"""What is a slip of the pen and what changes the sense: the rule, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.text.slips import Refusal, distance, refusal_of

SLIPS = [
    ("Tim Pelakasana menyusun", "Tim Pelaksana menyusun"),
    ("Dinas Kominfo , menyusun", "Dinas Kominfo, menyusun"),
    ("bojonegoro institute", "Bojonegoro Institute"),
    ("yang yang hadir", "yang hadir"),
    ("dilaku kan segera", "dilakukan segera"),
    ("sosialisai di desa", "sosialisasi di desa"),
    ("rapta lanjutan", "rapat lanjutan"),
    ("keterbukan informasi", "keterbukaan informasi"),
    ("tahun 2018 di Bojonegroo", "tahun 2018 di Bojonegoro"),
]
REFUSED = [
    ("setuju 12 suara", "setuju 13 suara", Refusal.NUMBER),
    ("Rp1.250.000", "Rp12.500.00", Refusal.NUMBER),
    ("pukul 09.30", "pukul 0930", Refusal.NUMBER),
    ("dua dinas", "tiga dinas", Refusal.SENSE),
    ("tidak setuju", "setuju", Refusal.SENSE),
    ("peserta setuju", "peserta tidak setuju", Refusal.SENSE),
    ("rapat Juni", "rapat Juli", Refusal.SENSE),
    ("menurut BI", "menurut KPI", Refusal.SENSE),
    ("Dinas Kesehatan", "Dinas Pendidikan", Refusal.FAR),
    ("anggaran dikurangi", "anggaran ditambah", Refusal.FAR),
    ("menyusun draf", "menyusun draf lengkap", Refusal.WORDS),
    ("wajib hadir", "boleh hadir", Refusal.SENSE),
    ("ini itu", "itu ini", Refusal.WORDS),
    ("sama", "sama", Refusal.NOTHING),
]


@pytest.mark.parametrize(("before", "after"), SLIPS)
def test_letters_of_the_same_words_are_a_slip(before, after):
    assert refusal_of(before, after) is None


@pytest.mark.parametrize(("before", "after", "why"), REFUSED)
def test_what_changes_the_sense_is_none(before, after, why):
    assert refusal_of(before, after) == why


SAID = ["rapat", "desa", "tidak", "dua", "BI", "12", "Juni", "setuju"]
WORDS = st.lists(st.sampled_from(SAID), min_size=1, max_size=6)


@given(WORDS, WORDS)
def test_no_slip_changes_a_number_a_negation_or_an_abbreviation(old, new):
    if refusal_of(" ".join(old), " ".join(new)) is None:
        kept = [word for word in old if word not in ("rapat", "desa")]
        assert kept == [word for word in new if word not in ("rapat", "desa")]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_both_ways_and_no_longer_than_the_longer_word(one, other):
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)

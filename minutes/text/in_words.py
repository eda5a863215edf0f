"""Numbers and days in words, as an official paper spells them: "tanggal sembilan bulan Mei tahun dua ribu tujuh belas".

Indonesian in every language of the site, as the paper is.
"""

from datetime import date

MOST = 9999
_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_ABOVE = ((1000, "ribu"), (100, "ratus"), (10, "puluh"))
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def number_in_words(number: int) -> str:
    """Raises ValueError for what is not within 0 and 9999."""
    if not 0 <= number <= MOST:
        raise ValueError(f"no words for {number}")
    return _words(number)


def _words(number: int) -> str:
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    size, name = next((size, name) for size, name in _ABOVE if number >= size)
    many, rest = divmod(number, size)
    # One of them has a word of its own; tens have their own below twenty.
    first = f"se{name}" if many == 1 else f"{_words(many)} {name}"
    return f"{first} {_words(rest)}" if rest else first


def day_in_words(day: date) -> str:
    """'Selasa tanggal sembilan bulan Mei tahun dua ribu tujuh belas (09-05-2017)'"""
    spelled = f"tanggal {number_in_words(day.day)} bulan {_MONTHS[day.month - 1]} tahun {number_in_words(day.year)}"
    return f"{_DAYS[day.weekday()]} {spelled} ({day.day:02}-{day.month:02}-{day.year:04})"

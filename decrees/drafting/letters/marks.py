"""Numbers and bullets before a piece, and the words by which the parts of an Indonesian letter are known."""

import re
from typing import NamedTuple

_STYLES = ("number", "roman", "capital", "letter", "bullet", "ordinal")
_MARK = re.compile(
    r"(?P<mark>\(?(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})|(?P<roman>[IVX]{1,5})|(?P<capital>[A-Z])"
    r"|(?P<letter>[a-z]{1,2}))[.)]\)?|(?P<bullet>[-–—•●▪◦*·o§]))(?:\s+|$)"
    r"|(?P<ordinal>Pertama|Kedua|Ketiga|Keempat|Kelima|Keenam|Ketujuh|Kedelapan|Kesembilan|Kesepuluh|Terakhir),\s+"
)
_OPENING = (
    r"Nomor|No\.|Sifat|Lampiran\s*:|Lamp\.|Perihal|Hal\s*:|Kepada|Yth\.?|Bapak|Ibu\b|di[\s-]+(?:tempat|[A-Z])"
    r"|Dengan\s+hormat|Assalamu|Salam|Dari\s*:|Tanggal\s*:|Subject\s*:|From\s*:|To\s*:|Date\s*:|Sent\s*:|Kepada\s*:|u\.p\."
)
_CLOSING = (
    r"Demikian|Atas\s+(?:perhatian|kerja\s*sama|perkenan|kesempatan)|Besar\s+harapan|Sekian|Terima\s+kasih"
    r"|Wassalam|Akhirnya"
)
_SIGNATURE = (
    r"Hormat\s+(?:kami|saya)|Salam\s+hormat|Atas\s+nama|a\.n\.|(?:Ketua|Kepala|Direktur|Koordinator|Sekretaris)\s*,?\s*$"
    r"|ttd\b|NIP\b|Mengetahui\b|Tertanda|--\s*$|Salam\s*,\s*$"
)
_COPIES = r"Tembusan|Tindasan|CC\s*:|Cc\s*:"
_ANNEX = (
    r"(?:LAMPIRAN|Lampiran)\s+(?:SURAT|Surat|surat)|MATRIKS|Matriks"
    r"|DAFTAR\s+(?:MASUKAN|TANGGAPAN|USUL)|Daftar\s+(?:masukan|tanggapan|usul)"
)
_LABELS = (
    r"Semula|Tertulis|Menjadi|Usul(?:an)?\b[^:]{0,30}:|Alasan|Pertimbangan|Penjelasan|Rumusan\b[^:]{0,30}:"
    r"|Saran\b[^:]{0,20}:|Seharusnya|Tanggapan\s*:|Masukan\s*:|Catatan\s*:|Diktum|DIKTUM|Konsideran|Menimbang|Mengingat"
    r"|Memperhatikan|Halaman\s+\d"
)
_PATTERNS = {
    name: re.compile(words)
    for name, words in {
        "opening": _OPENING,
        "closing": _CLOSING,
        "signature": _SIGNATURE,
        "copies": _COPIES,
        "annex": _ANNEX,
        "labels": _LABELS,
    }.items()
}
_SALUTATION = re.compile(
    r"Dengan\s+hormat|Assalamu|Salam\s+[a-z]+(?:\s+dan\s+[a-z]+)?\s*[,.]|Yang\s+(?:saya\s+|kami\s+)?(?:ter)?hormat"
    r"|Yth\.?\s+Bapak/Ibu\s*,|Selamat\s+(?:pagi|siang|sore|malam)|Bapak/Ibu\s+yang|Salam,\s*$"
)
_LEADS_IN = re.compile(
    r"(?i)\bberikut\b[^.;]{0,80}[:.]?\s*$|\b(?:yaitu|antara\s+lain|kami\s+sampaikan)\s*:\s*$|dimaksud\s*:\s*$"
)


class Mark(NamedTuple):
    """`style` tells numbers from letters and bullets; `label` is the number alone."""

    style: str
    label: str
    end: int


def mark_of(text: str) -> Mark | None:
    found = _MARK.match(text)
    if found is None:
        return None
    name = next(name for name in _STYLES if found[name])
    style = f"number{found['number'].count('.')}" if name == "number" else name
    bracket = ")" if ")" in (found["mark"] or "") else ""
    return Mark(style + bracket, found[name], found.end())


def unmarked(text: str) -> str:
    mark = mark_of(text)
    return text[mark.end :].strip() if mark else text.strip()


def begins_piece(line: str) -> bool:
    """A new paragraph by its first words, although no empty line is above it."""
    return mark_of(line) is not None or any(pattern.match(line) for pattern in _PATTERNS.values())


def is_opening(text: str) -> bool:
    """'Nomor : …', 'Kepada Yth. …'"""
    return _PATTERNS["opening"].match(text) is not None


def is_salutation(text: str) -> bool:
    return _SALUTATION.match(text) is not None


def leads_in(text: str) -> bool:
    """'… kami sampaikan tanggapan sebagai berikut:'"""
    return _LEADS_IN.search(text) is not None


def is_closing(text: str) -> bool:
    return _PATTERNS["closing"].match(text) is not None


def is_signature(text: str) -> bool:
    return _PATTERNS["signature"].match(text) is not None


def is_copies(text: str) -> bool:
    return _PATTERNS["copies"].match(text) is not None


def is_annex(text: str) -> bool:
    """Of the letter: its table of points often comes behind the signature."""
    return _PATTERNS["annex"].match(text) is not None

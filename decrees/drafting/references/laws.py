"""Whose clause the words name: this decree's, or that of a law that is named beside them. Pure.

A law right behind the words owns them ("Lampiran II Undang-Undang …"); so does the last law named before them, and the
law that is amended in the opening words of the clause that holds a point. "Keputusan Bupati ini" is this decree. Where
a law is named but may have nothing to do with the words, nobody can tell: then the owner is `UNSURE`.
"""

import re
from enum import StrEnum


class Owner(StrEnum):
    OWN = "own"
    OTHER = "other"
    UNSURE = "unsure"


_LAWS = r"(?:Undang-Undang(?:\s+Dasar)?|Peraturan|Keputusan|Ketetapan|Instruksi)"
_PAPERS = (
    r"(?:Surat|Maklumat|Perjanjian|Kesepakatan|Nota\s+Kesepahaman|Nota\s+Kesepakatan|Memorandum|Berita\s+Acara|Naskah"
    r"|Pedoman|Dokumen)"
)
_SHORT = (
    r"(?:UUD|UU|Perppu|Perpu|PP|Perpres|Keppres|Inpres|Perda|Pergub|Perbup|Perwali|Perdes|Kepbup|Kepgub|Kepwali"
    r"|Kepmen\w*|Permen\w*|Inmen\w*|SK|SE|TAP)"
)
_ANY = rf"(?:{_LAWS}|{_PAPERS}|{_SHORT})"
# Of an office or a title: words with a capital, and the small ones between them.
_NAME = r"(?:,?\s+(?:(?!(?i:nomor|tahun)\b)[A-Z][\w/-]*|dan/atau|dan|serta|di|untuk|pada|bidang|atas))"
_THIS = rf"(?i:{_LAWS})(?:{_NAME}{{0,20}}?|(?:\s+(?!nomor\b|tahun\b)[a-z-]+){{0,4}}?)\s+ini\b"
_YEAR = r"(?i:tahun)\s+\d{4}"
_NUMBER = rf"(?i:nomor|no\.?)\s*:?\s*(?=[\d.…_])[\w./…-]*[\w…](?:\s+{_YEAR})?"
_NAMED = (
    rf"(?i:{_LAWS}|{_PAPERS})(?:(?!{_ANY}\b)[^.;:]){{0,150}}?\s{_NUMBER}"
    rf"|{_LAWS}{_NAME}{{0,6}}?\s+{_YEAR}"
    rf"|{_LAWS}(?:\s+[\w-]+){{0,4}}?\s+(?:tersebut|dimaksud|itu|lama|semula)\b"
    rf"|{_SHORT}(?:\s+[A-Z]\w*){{0,4}}?\s+(?:{_NUMBER}|\d[\w./-]*(?:\s+{_YEAR})?)"
)
# Recitals are never those of another law, and what is being decided is this decree.
_OWN_WORDS = r"(?i:pertimbangan)\b|menetapkan\s+Keputusan\b"
_LAW = re.compile(rf"\b(?:(?P<this>{_THIS}|{_OWN_WORDS})|(?P<named>{_NAMED})|(?P<bare>{_ANY})\b)")
_BEHIND = re.compile(
    rf"\)?\s+(?:(?:pada|dalam|dari|atas)\s+)?(?:(?P<this>{_THIS})|(?P<other>(?i:{_LAWS})\b|{_PAPERS}\b|{_SHORT}\b))"
    rf"|\)?\s*,\s*(?P<perhaps>{_NAMED})"
)
_JOINED = re.compile(
    rf"(?:\s+(?:tentang|TENTANG){_NAME}*)?(?:\s*\([^)]*\))?(?:\s+(?:pada|dalam|ketentuan|bagian|khususnya))*\s+"
)
_AMENDS = re.compile(
    r"(?i)\b(?:mengubah|diubah|perubahan|mencabut|dicabut|menghapus|dihapus|mengganti|diganti|menambah|menambahkan"
    r"|ditambah|ditambahkan|menyisipkan|disisipkan|berbunyi|dinyatakan\s+tidak\s+berlaku)\b"
)
_AS_FOLLOWS = re.compile(r"(?i)\b(?:sebagai\s+berikut|berbunyi)\b")
_AMENDED_BEHIND = re.compile(
    r"\)?\s*(?:(?:yang\s+)?(?:semula|telah)\s+)?(?:dihapus|dicabut|diubah|diganti|disisipkan|ditambah(?:kan)?|berbunyi"
    r"|dinyatakan\s+tidak\s+berlaku)\b"
)
_AMENDED_BEFORE = re.compile(
    r"(?i)\b(?:mengubah|menghapus|mencabut|mengganti|menambah(?:kan)?|menyisipkan|(?:di\s?)?antara)"
    r"(?:\s+(?:bunyi|isi|ketentuan|dalam|pada|atas|rumusan|judul))*\s+$"
)


def owner(before: str, after: str, opening: str = "") -> Owner:
    """Whose the words are that stand between `before` and `after` in a clause; `opening` is what stands above it."""
    if behind := _BEHIND.match(after):
        return {"this": Owner.OWN, "other": Owner.OTHER, "perhaps": Owner.UNSURE}[behind.lastgroup or "other"]
    amended = bool(_AMENDED_BEHIND.match(after) or _AMENDED_BEFORE.search(before))
    return _by_words_before(before, amended=amended) or _by_opening(opening, amended=amended)


def _by_words_before(before: str, *, amended: bool) -> Owner | None:
    laws = [(law, bool(_JOINED.fullmatch(before, law.end()))) for law in _LAW.finditer(before)]
    telling = [(law, joined) for law, joined in laws if joined or not law["bare"]]
    if not telling:
        return None
    law, joined = telling[-1]
    if law["bare"] or law["this"]:
        return Owner.UNSURE if law["bare"] or amended else Owner.OWN
    follows = _AMENDS.search(before) and _AS_FOLLOWS.search(before, law.end())
    return Owner.OTHER if joined or amended or follows else Owner.UNSURE


def _by_opening(opening: str, *, amended: bool) -> Owner:
    laws = [law for law in _LAW.finditer(opening) if not law["bare"]]
    if not any(law["named"] for law in laws):
        return Owner.UNSURE if amended else Owner.OWN
    if amended or (_AMENDS.search(opening) and _AS_FOLLOWS.search(opening)):
        return Owner.OTHER
    return Owner.OWN if laws[-1]["this"] else Owner.UNSURE

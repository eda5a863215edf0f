"""What a point quotes, what it proposes instead, and what it says about it."""

import re
from dataclasses import dataclass

_QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "”"}
_QUOTED = r"(?:[“„]([^“”]+)[”“]|\"([^\"]+)\"|«([^»]+)»|‘([^‘’]{3,})’)"
_KIND = r"(?:kata|frasa|frase|kalimat|rumusan|redaksi|angka|klausul|teks|istilah|anak\s+kalimat)"
_LABEL = re.compile(
    r"""(?:^|(?<=[.;:,”"»\n])\s*|(?<=\s))(?:[-–•]\s*)?
    (?P<passage>(?:Rumusan\s+(?:semula|awal|lama|saat\s+ini)|Semula|Tertulis|Bunyi\s+semula|Redaksi\s+semula|Kutipan
    |Dalam\s+draf)(?:\s+(?:berbunyi|tertulis))?\s*[:=])
    |(?P<wording>(?:Menjadi|Diubah\s+menjadi|Seharusnya|Rumusan\s+(?:baru|usulan|yang\s+diusulkan)
    |Usul(?:an)?(?:\s+(?:rumusan|perubahan|redaksi|perbaikan|kami|baru))?|Diusulkan(?:\s+(?:menjadi|berbunyi))?
    |Sehingga\s+berbunyi|Redaksi\s+usulan|Saran\s+rumusan)\s*[:=])
    |(?P<reason>(?:Alasan|Alasannya|Pertimbangan|Penjelasan|Keterangan|Argumentasi|Dasar\s+pertimbangan)\s*[:=])
    |(?P<said>(?:Tanggapan|Masukan|Catatan|Komentar|Pendapat|Pandangan)(?:\s+kami)?\s*[:=])""",
    re.VERBOSE,
)
_CHANGE = (
    r"(?:agar\s+|sebaiknya\s+|perlu\s+|hendaknya\s+|kami\s+usul(?:kan)?\s+|diusulkan\s+|mohon\s+|seyogianya\s+"
    r"|untuk\s+|dapat\s+)*"
)
_REPLACED = re.compile(
    rf"{_QUOTED}\s*,?\s*{_CHANGE}(?:di?ubah|diganti(?:kan)?|disempurnakan|diperbaiki|dirumuskan\s+ulang)?\s*"
    rf"(?:menjadi|dengan|diganti)\s*(?:{_KIND}\s*)?:?\s*{_QUOTED}"
)
_STRUCK = re.compile(rf"{_QUOTED}\s*,?\s*{_CHANGE}(?:dihapus|dihilangkan|ditiadakan|dicoret|dihapuskan)\b")
_STRIKES = re.compile(rf"\b(?:menghapus|menghilangkan|mencoret|penghapusan)\s+(?:{_KIND}\s*)?{_QUOTED}")
_ADDED = re.compile(
    rf"(?:setelah|sesudah|di\s+belakang)\s+(?:{_KIND}\s*)?{_QUOTED}\s*,?\s*{_CHANGE}(?:ditambah(?:kan)?|disisipkan)\s+"
    rf"(?:{_KIND}\s*)?{_QUOTED}"
)
_WHOLE = re.compile(rf"(?:menjadi|berbunyi|dirumuskan)\s*(?:sebagai\s+berikut\s*)?:?\s*{_QUOTED}")
_ANY = re.compile(_QUOTED)
_NOTHING = re.compile(r"(?i)^[\s(–-]*(?:dihapus|dihilangkan|ditiadakan|dicoret)[\s).]*$")
_SAME = re.compile(r"(?i)^[\s(–-]*(?:tetap|tidak\s+ada(?:\s+perubahan)?|sama|idem|-|–|nihil)?[\s).]*$")
_ASKS = re.compile(
    r"(?i)(?:agar|mohon|perlu|sebaiknya|hendaknya|kami|mengusulkan|diusulkan|menambah|tambahkan|hapus|ubah|ganti)\b"
)
_NAMES_WORDS = re.compile(rf"(?i){_KIND}\s")


@dataclass(frozen=True, slots=True)
class Words:
    passage: str = ""
    wording: str | None = None
    said: str = ""


def from_prose(text: str) -> Words:
    """`said` keeps all but what stands under a label of its own."""
    sections = _sections(text)
    labelled = {name for name, _ in sections} & {"passage", "wording"}
    if not labelled:
        return _from_sentence(text)
    passage = unquoted(_of(sections, "passage"))
    wording = proposal(_of(sections, "wording")) if "wording" in labelled else None
    said = "\n".join(words for name, words in sections if name not in labelled and words)
    found = _from_sentence(said)
    return Words(passage or found.passage, found.wording if wording is None else wording, said)


def from_cells(passage: str, wording: str, said: str, reason: str) -> Words:
    """Of a table with columns. What is proposed in a sentence rather than as a wording is said."""
    words = proposal(wording) if wording else None
    if words and _is_request(wording):
        found = _from_sentence(wording)
        quoted = found.passage if not passage or found.passage in passage else ""
        return Words(quoted or unquoted(passage), found.wording, _lines(wording, said, reason))
    same = _lines(wording) if wording and words is None else ""  # "tetap" is said, not proposed
    return Words(unquoted(passage), words, _lines(same, said, reason))


def begins_with_label(text: str) -> bool:
    """'Semula: …', 'Alasan: …'"""
    return _LABEL.match(text) is not None


def proposal(words: str) -> str | None:
    """ "" for "dihapus", None for "tetap"."""
    if _NOTHING.match(words):
        return ""
    return None if _SAME.match(words) else unquoted(words)


def unquoted(words: str) -> str:
    """Without the quotes around all of it, and dots that say that the words go on."""
    words = words.strip().strip("…").removeprefix("...").removesuffix("...").strip()
    bare = words.rstrip(".;,")
    if len(words) > 1 and _QUOTES.get(words[0]) == bare[-1:] and words[0] not in bare[1:-1]:
        return bare[1:-1].strip()
    return words


def _is_request(words: str) -> bool:
    """A sentence about the text, not a piece of it."""
    return bool(_ASKS.match(words) or (_NAMES_WORDS.match(words) and _ANY.search(words)))


def _sections(text: str) -> list[tuple[str, str]]:
    """Name of a label -> the words under it; what stands before the first label is said."""
    found = list(_LABEL.finditer(text))
    starts = [0, *(match.end() for match in found)]
    ends = [*(match.start() for match in found), len(text)]
    names = ["said", *(match.lastgroup or "said" for match in found)]
    return [(name, text[start:end].strip()) for name, start, end in zip(names, starts, ends, strict=True)]


def _of(sections: list[tuple[str, str]], wanted: str) -> str:
    return " ".join(words for name, words in sections if name == wanted).strip()


def _from_sentence(text: str) -> Words:
    if found := _ADDED.search(text):
        before, added = _groups(found)
        return Words(before, f"{before} {added}", text)
    if found := _REPLACED.search(text):
        passage, wording = _groups(found)
        return Words(passage, wording, text)
    if found := _STRUCK.search(text) or _STRIKES.search(text):
        return Words(_groups(found)[0], "", text)
    if found := _WHOLE.search(text):
        return Words("", _groups(found)[0], text)
    quoted = [_groups(match)[0] for match in _ANY.finditer(text)]
    return Words(max(quoted, key=len, default=""), None, text)


def _groups(match: re.Match[str]) -> list[str]:
    return [words.strip() for words in match.groups() if words is not None]


def _lines(*words: str) -> str:
    return "\n".join(filter(None, (each.strip() for each in words)))

"""What the columns of a table of points are for, by the words at their head."""

import re
from collections.abc import Sequence

# The first that fits decides: "Usulan perubahan rumusan" is a wording, "Rumusan" alone the present one.
_KINDS = (
    ("number", r"^(?:no\.?|nomor|nomor\s+urut|no\.?\s+urut)$"),
    ("reason", r"alasan|keterangan|penjelasan|pertimbangan|argumen|dasar"),
    ("wording", r"menjadi|usul|rumusan\s+baru|perubahan|rekomendasi\s+rumusan|seharusnya|saran\s+rumusan|diubah"),
    ("passage", r"semula|tertulis|rumusan|bunyi|draf|naskah|rancangan|redaksi|eksisting|isi\s+ketentuan"),
    ("said", r"tanggapan|masukan|komentar|pendapat|catatan|saran|pandangan|rekomendasi|koreksi"),
    ("place", r"bagian|pasal|di[kc]tum|ketentuan|klausul|bab\b|letak|halaman|butir|substansi|materi|pokok|lokasi"),
)
_LONGEST = 60  # letters of a head


def kinds(head: Sequence[str]) -> dict[str, int]:
    """Kind -> column; of two of a kind the first."""
    found: dict[str, int] = {}
    for column, words in enumerate(head):
        folded = " ".join(words.lower().split())
        names = [name for name, pattern in _KINDS if folded and len(folded) < _LONGEST and re.search(pattern, folded)]
        if free := next((name for name in names if name not in found), None):
            found[free] = column
    return found


def is_head(cells: Sequence[str]) -> bool:
    """A place, a present wording or a number, and something that is said about it."""
    found = kinds(cells).keys()
    return len(cells) > 1 and bool(found & {"place", "passage", "number"}) and bool(found & {"wording", "said"})

"""Decrees worded at random from the phrases of real ones: lists of points, amounts, stock phrases."""

import random

WHO = [
    "bupati",
    "sekretaris daerah",
    "kepala dinas",
    "tim pengarah",
    "tim pelaksana",
    "camat",
    "kepala desa",
    "badan publik",
    "forum",
]
DOES = [
    "menyusun",
    "menetapkan",
    "mengumumkan",
    "mengevaluasi",
    "menyampaikan",
    "memfasilitasi",
    "mengawasi",
    "menindaklanjuti",
]
WHAT = [
    "rencana aksi",
    "laporan tahunan",
    "daftar informasi publik",
    "data kependudukan",
    "anggaran kegiatan",
    "hasil musyawarah",
    "usulan masyarakat",
    "dokumen perencanaan",
    "standar layanan",
    "nomor kartu keluarga",
    "alamat tempat tinggal",
    "pas foto",
]
HOW = [
    "secara terbuka",
    "paling lambat 14 (empat belas) hari",
    "setiap 6 (enam) bulan",
    "sesuai ketentuan peraturan perundang-undangan",
    "bersama organisasi masyarakat sipil",
    "melalui laman resmi",
    "dengan persetujuan bupati",
    "di tingkat kecamatan",
]
GROWN = [
    "yang telah diverifikasi oleh kepala dinas",
    "bagi penduduk yang sudah berumur 17 (tujuh belas) tahun",
    "dan tembusannya",
    "yang berlaku sejak tanggal ditetapkan",
    "termasuk perubahannya",
    "sebagaimana dimaksud pada ayat (2) huruf a",
    "berdasarkan kesepakatan",
    "kepada masyarakat yang membutuhkan",
]
STOCK = "Ketentuan lebih lanjut mengenai {} diatur dengan {}."
RULES = ["Peraturan Bupati", "Keputusan Bupati", "Peraturan Daerah", "Peraturan Menteri"]


def clause(rng):
    return " ".join(map(rng.choice, (WHO, DOES, WHAT, HOW)))


def _article(rng, number):
    lead = f"({rng.randrange(1, 4)}) {clause(rng).capitalize()} meliputi:"
    points = [
        f"{chr(97 + n)}. {rng.choice([rng.choice(WHAT), clause(rng), f'{rng.choice(DOES)} {rng.choice(WHAT)}'])};"
        for n in range(rng.randrange(3, 12))
    ]
    closing = STOCK.format(f"{rng.choice(WHAT)} {rng.choice(['', rng.choice(HOW)])}".strip(), rng.choice(RULES))
    return [f"Pasal {number}", lead, *points, closing]


def fresh_text(seed):
    rng = random.Random(seed)
    return "\n\n".join(block for number in range(1, rng.randrange(6, 20)) for block in _article(rng, number))

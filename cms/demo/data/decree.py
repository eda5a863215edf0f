"""The decree on the team, in four drafts. `{berlaku}` is the year in which it ends. Ids of clauses stay from draft to draft, as the editor keeps them."""

import uuid
from typing import Any

TITLE = "TIM OPEN GOVERNMENT PARTNERSHIP KABUPATEN BOJONEGORO"
SUMMARY = (
    "Keputusan ini membentuk tim yang menjalankan pemerintahan terbuka di Bojonegoro: siapa mengarahkan, siapa "
    "melaksanakan, siapa mengawasi, dan apa tugas masing-masing. Pemerintah, organisasi masyarakat sipil, dan akademisi "
    "duduk bersama di dalamnya."
)
COPIES = [
    "Gubernur Jawa Timur",
    "Ketua DPRD Kabupaten Bojonegoro",
    "Inspektur Kabupaten Bojonegoro",
    "Yang bersangkutan",
]
SIGNATORY = "NAMA BUPATI"

Block = dict[str, Any]


def clause_id(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:mufakat:demo:{key}"))


def _block(kind: str, key: str, value: Any) -> Block:
    return {"type": kind, "id": clause_id(key), "value": value}


def _items(key: str, texts: list[str]) -> list[Block]:
    return [_block("item", f"{key}.{text[:40]}", text) for text in texts]


def _diktum(key: str, text: str, points: list[str] | None = None) -> Block:
    return _block("diktum", key, {"text": text, "points": _items(key, points or []), "closing": ""})


def _roster(key: str, rows: list[tuple[str, str]], caption: str = "") -> Block:
    value = [
        _block("item", f"{key}.{position}.{office}", {"position": position, "office": office, "note": ""})
        for position, office in rows
    ]
    return _block("roster", key, {"caption": caption, "rows": value})


def _tasks(key: str, texts: list[str]) -> list[Block]:
    return [_block("heading", f"{key}.heading", "Uraian tugas"), _block("list", key, _items(key, texts))]


def _annex(key: str, title: str, body: list[Block]) -> Block:
    return _block("annex", key, {"title": title, "body": body})


CITATIONS = [
    ("uu12", "Undang-Undang Nomor 12 Tahun 2011 tentang Pembentukan Peraturan Perundang-undangan (Lembaran Negara Republik "
             "Indonesia Tahun 2011 Nomor 82, Tambahan Lembaran Negara Republik Indonesia Nomor 5234);"),
    ("uu14", "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik (Lembaran Negara Republik Indonesia "
             "Tahun 2008 Nomor 61, Tambahan Lembaran Negara Republik Indonesia Nomor 4846);"),
    ("uu23", "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Republik Indonesia Tahun 2014 "
             "Nomor 244, Tambahan Lembaran Negara Republik Indonesia Nomor 5587);"),
    ("perbup1", "Peraturan Bupati Bojonegoro Nomor 1 Tahun 2017 tentang Keterbukaan Dokumen Kontrak;"),
]  # fmt: skip
UU30 = ("uu30", "Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan (Lembaran Negara Republik Indonesia "
                "Tahun 2014 Nomor 292, Tambahan Lembaran Negara Republik Indonesia Nomor 5601);")  # fmt: skip

RECITALS_1 = [
    ("a", "bahwa Kabupaten Bojonegoro terpilih menjadi daerah percontohan Open Government Partnership sehingga perlu "
          "mewujudkan pemerintahan yang terbuka;"),
    ("b", "bahwa untuk melaksanakan rencana aksi pemerintahan terbuka perlu dibentuk tim;"),
    ("c", "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a dan huruf b, perlu menetapkan Keputusan Bupati "
          "tentang Tim Open Government Partnership Kabupaten Bojonegoro;"),
]  # fmt: skip
RECITALS_2 = [
    RECITALS_1[0],
    ("b", "bahwa untuk melaksanakan rencana aksi pemerintahan terbuka secara bersama oleh pemerintah daerah, organisasi "
          "masyarakat sipil, dan akademisi perlu dibentuk tim;"),
    RECITALS_1[2],
]  # fmt: skip
RECITALS_3 = [
    RECITALS_2[0],
    ("new", "bahwa masyarakat berhak mengetahui dan ikut serta dalam penyusunan, pelaksanaan, dan evaluasi rencana aksi;"),
    RECITALS_2[1],
    ("c", "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, huruf b, dan huruf c, perlu menetapkan "
          "Keputusan Bupati tentang Tim Open Government Partnership Kabupaten Bojonegoro;"),
]  # fmt: skip
RECITALS_4 = [
    RECITALS_3[0],
    ("new", "bahwa masyarakat, termasuk penyandang disabilitas dan kelompok rentan, berhak mengetahui dan ikut serta dalam "
            "penyusunan, pelaksanaan, dan evaluasi rencana aksi;"),
    *RECITALS_3[2:],
]  # fmt: skip

STEERING_1 = [
    ("Penasihat dan Pelindung", "Bupati Bojonegoro"),
    ("Penasihat dan Pelindung", "Wakil Bupati Bojonegoro"),
    ("Ketua", "Sekretaris Daerah Kabupaten Bojonegoro"),
    ("Anggota", "Asisten Perekonomian dan Pembangunan"),
    ("Anggota", "Asisten Administrasi Umum"),
]
STEERING_3 = [
    *STEERING_1,
    ("Anggota", "Bojonegoro Institute"),
    ("Anggota", "IDFoS Indonesia"),
    ("Anggota", "Unsur akademisi"),
]
IMPLEMENTING = [
    ("Ketua", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    ("Wakil Ketua", "Kepala Dinas Komunikasi dan Informatika"),
    ("Sekretaris", "Sekretaris Dinas Komunikasi dan Informatika"),
]
POKJA = [
    ("Pokja I", "Revolusi data"),
    ("Pokja II", "Penguatan akuntabilitas pemerintahan desa"),
    ("Pokja III", "Peningkatan transparansi sistem anggaran daerah"),
    ("Pokja IV", "Penguatan keterbukaan dokumen kontrak pengadaan barang/jasa"),
    ("Pokja V", "Peningkatan kualitas layanan publik"),
]
EVALUATING_2 = [("Ketua", "Inspektur Kabupaten Bojonegoro"), ("Anggota", "Bojonegoro Institute")]
EVALUATING_3 = [
    ("Ketua", "Bojonegoro Institute"),
    ("Anggota", "Inspektorat Kabupaten Bojonegoro"),
    ("Anggota", "Koalisi Perempuan Indonesia Cabang Bojonegoro"),
    ("Anggota", "Unsur akademisi"),
]

FORM = (
    "Membentuk Tim Open Government Partnership Kabupaten Bojonegoro dengan susunan keanggotaan sebagaimana tercantum dalam "
    "Lampiran I, Lampiran II, dan Lampiran III yang merupakan bagian yang tidak terpisahkan dari Keputusan Bupati ini."
)
COSTS = (
    "Segala biaya yang timbul akibat ditetapkannya Keputusan Bupati ini dibebankan pada Anggaran Pendapatan dan Belanja "
    "Daerah Kabupaten Bojonegoro."
)
FORCE_1 = "Keputusan Bupati ini mulai berlaku pada tanggal ditetapkan."
FORCE_3 = "Keputusan Bupati ini mulai berlaku pada tanggal ditetapkan sampai dengan tanggal 31 Desember {berlaku}."
REPORT = "Tim Pelaksana melaporkan capaian rencana aksi kepada Tim Pengarah setiap 3 (tiga) bulan."
REPORT_3 = (
    "Tim Pelaksana melaporkan capaian rencana aksi kepada Tim Pengarah setiap 3 (tiga) bulan dan mengumumkan laporan itu "
    "kepada masyarakat paling lambat 14 (empat belas) hari setelah disampaikan."
)
REPORT_4 = (
    "Tim Pelaksana melaporkan capaian rencana aksi kepada Tim Pengarah setiap 3 (tiga) bulan dan mengumumkan laporan itu "
    "kepada masyarakat paling lambat 7 (tujuh) hari kerja setelah disampaikan."
)
STEER_TASKS = ["menetapkan arah kebijakan pemerintahan terbuka;", "memberikan arahan kepada Tim Pelaksana dan Tim Evaluator;",
               "menerima laporan capaian rencana aksi."]  # fmt: skip
IMPLEMENT_TASKS_1 = ["melaksanakan rencana aksi pemerintahan terbuka;", "menyiapkan laporan."]
IMPLEMENT_TASKS_3 = ["melaksanakan rencana aksi pemerintahan terbuka;", "menyiapkan bukti dukung setiap capaian;",
                     "mempublikasikan undangan terbuka, notula, dan laporan;", "menyiapkan laporan."]  # fmt: skip
EVALUATE_TASKS = ["memantau dan menilai capaian rencana aksi;", "menyampaikan hasil evaluasi kepada Tim Pengarah."]


def draft_1() -> list[Block]:
    return [
        *(_block("recital", f"recital.{key}", text) for key, text in RECITALS_1),
        *(_block("citation", f"citation.{key}", text) for key, text in CITATIONS),
        _diktum("bentuk", FORM),
        _diktum("tugas", "Dewan Pengarah, Tim Pelaksana, dan Tim Evaluator mempunyai tugas sebagaimana tercantum dalam "
                         "lampiran Keputusan Bupati ini."),
        _diktum("biaya", COSTS),
        _diktum("berlaku", FORCE_1),
        _annex("annex1", "SUSUNAN KEANGGOTAAN DEWAN PENGARAH", [_roster("roster1", STEERING_1)]),
        _annex("annex2", "SUSUNAN KEANGGOTAAN TIM PELAKSANA",
               [_roster("roster2", IMPLEMENTING), *_tasks("tasks2", IMPLEMENT_TASKS_1)]),
        _annex("annex3", "SUSUNAN KEANGGOTAAN TIM EVALUATOR",
               [_roster("roster3", EVALUATING_2[:1]), *_tasks("tasks3", EVALUATE_TASKS[:1])]),
    ]  # fmt: skip


def draft_2() -> list[Block]:
    return [
        *(_block("recital", f"recital.{key}", text) for key, text in RECITALS_2),
        *(_block("citation", f"citation.{key}", text) for key, text in [CITATIONS[1], *CITATIONS[2:3], UU30, CITATIONS[3]]),
        _diktum("bentuk", FORM),
        _diktum("tugas", "Tim Pengarah, Tim Pelaksana, dan Tim Evaluator sebagaimana dimaksud dalam diktum KESATU mempunyai "
                         "tugas sebagaimana tercantum dalam lampiran Keputusan Bupati ini."),
        _diktum("lapor", REPORT),
        _diktum("biaya", COSTS),
        _diktum("berlaku", FORCE_1),
        _annex("annex1", "SUSUNAN KEANGGOTAAN TIM PENGARAH",
               [_roster("roster1", STEERING_1), *_tasks("tasks1", STEER_TASKS)]),
        _annex("annex2", "SUSUNAN KEANGGOTAAN TIM PELAKSANA",
               [_roster("roster2", IMPLEMENTING), _roster("pokja", POKJA, "Kelompok kerja"),
                *_tasks("tasks2", IMPLEMENT_TASKS_1)]),
        _annex("annex3", "SUSUNAN KEANGGOTAAN TIM EVALUATOR",
               [_roster("roster3", EVALUATING_2), *_tasks("tasks3", EVALUATE_TASKS)]),
    ]  # fmt: skip


def draft_3(recitals: list[tuple[str, str]] = RECITALS_3, report: str = REPORT_3) -> list[Block]:
    return [
        *(_block("recital", f"recital.{key}", text) for key, text in recitals),
        *(_block("citation", f"citation.{key}", text) for key, text in [CITATIONS[1], *CITATIONS[2:3], UU30, CITATIONS[3]]),
        _diktum("bentuk", FORM),
        _diktum("tugas", "Tim sebagaimana dimaksud dalam diktum KESATU bekerja dengan hubungan sebagai berikut:",
                ["Tim Pengarah mengarahkan Tim Evaluator dan Tim Pelaksana;",
                 "Tim Evaluator mengawasi Tim Pelaksana; dan",
                 "Tim Pelaksana melaksanakan rencana aksi."]),
        _diktum("lapor", report),
        _diktum("biaya", COSTS),
        _diktum("berlaku", FORCE_3),
        _annex("annex1", "SUSUNAN KEANGGOTAAN TIM PENGARAH",
               [_roster("roster1", STEERING_3), *_tasks("tasks1", STEER_TASKS)]),
        _annex("annex2", "SUSUNAN KEANGGOTAAN TIM PELAKSANA",
               [_roster("roster2", IMPLEMENTING), _roster("pokja", POKJA, "Kelompok kerja"),
                *_tasks("tasks2", IMPLEMENT_TASKS_3)]),
        _annex("annex3", "SUSUNAN KEANGGOTAAN TIM EVALUATOR",
               [_roster("roster3", EVALUATING_3), *_tasks("tasks3", EVALUATE_TASKS)]),
    ]  # fmt: skip


def draft_4() -> list[Block]:
    return draft_3(RECITALS_4, REPORT_4)

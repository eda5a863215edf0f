"""Sectors, organisations, posts, invented people and their logins, and the three teams with their working groups."""

from dataclasses import dataclass
from typing import Any

PASSWORD = "mufakat-demo"  # noqa: S105 — printed in the README, refused in production

SECTORS = [
    ("government", "Pemerintah", "Government"),
    ("ngo", "Masyarakat sipil", "Civil society"),
    ("academic", "Akademisi", "Academia"),
]


@dataclass(frozen=True)
class Office:
    slug: str
    name: str
    short: str
    sector: str
    member: bool = False
    parent: str = ""
    address: str = ""


SETDA = "sekretariat-daerah"
ORGANISATIONS = [
    Office("dinas-kominfo", "Dinas Komunikasi dan Informatika", "Dinas Kominfo", "government", True,
           address="Gedung Pemkab Bojonegoro Lantai 3, Jalan P. Mas Tumapel Nomor 1 Bojonegoro"),
    Office("bupati", "Bupati Bojonegoro", "Bupati", "government"),
    Office(SETDA, "Sekretariat Daerah", "Setda", "government", True),
    Office("bagian-hukum", "Bagian Hukum", "Bagian Hukum", "government", True, SETDA),
    Office("bagian-pembangunan", "Bagian Pembangunan", "Bagian Pembangunan", "government", True, SETDA),
    Office("bagian-organisasi", "Bagian Organisasi", "Bagian Organisasi", "government", True, SETDA),
    Office("bappeda", "Badan Perencanaan Pembangunan Daerah", "Bappeda", "government", True),
    Office("dinas-pmd", "Dinas Pemberdayaan Masyarakat dan Desa", "Dinas PMD", "government", True),
    Office("dinas-kesehatan", "Dinas Kesehatan", "Dinkes", "government", True),
    Office("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "government", True),
    Office("bojonegoro-institute", "Bojonegoro Institute", "BI", "ngo", True,
           address="Jalan Panglima Polim Gang Mangga I, Bojonegoro"),
    Office("idfos", "IDFoS Indonesia", "IDFoS", "ngo", True),
    Office("kpi", "Koalisi Perempuan Indonesia Cabang Bojonegoro", "KPI", "ngo", True),
    Office("universitas-bojonegoro", "Universitas Bojonegoro", "Unigoro", "academic", True),
    Office("warga", "Warga Kabupaten Bojonegoro", "Warga", "ngo"),  # stands for citizens who are heard online
]  # fmt: skip


@dataclass(frozen=True)
class DemoPerson:
    key: str  # also the login: <key>@mufakat.example
    name: str
    organisation: str
    post: str
    login: bool = True


# Invented people; the offices are real.
PEOPLE = [
    DemoPerson("sekretariat", "Ratna Wulandari", "dinas-kominfo", "Kepala Bidang Layanan E-Government"),
    DemoPerson("kadis", "Hendro Prasetyo", "dinas-kominfo", "Kepala Dinas Komunikasi dan Informatika", False),
    DemoPerson("asisten1", "Bambang Setiawan", SETDA, "Asisten Pemerintahan dan Kesejahteraan Rakyat", False),
    DemoPerson("hukum", "Lestari Handayani", "bagian-hukum", "Kepala Bagian Hukum"),
    DemoPerson("bappeda", "Agus Widodo", "bappeda", "Kepala Bidang Perencanaan"),
    DemoPerson("pembangunan", "Siti Maryam", "bagian-pembangunan", "Kepala Subbagian Pengendalian", False),
    DemoPerson("bi", "Dimas Anggoro", "bojonegoro-institute", "Direktur"),
    DemoPerson("bi2", "Nur Azizah", "bojonegoro-institute", "Peneliti"),
    DemoPerson("idfos", "Teguh Santoso", "idfos", "Direktur"),
    DemoPerson("idfos2", "Yusuf Hidayat", "idfos", "Koordinator Program"),  # leaves it in the course of the story
    DemoPerson("kpi", "Sri Wahyuni", "kpi", "Sekretaris Cabang"),
    DemoPerson("akademisi", "Fajar Nugroho", "universitas-bojonegoro", "Dosen Fakultas Ilmu Sosial dan Ilmu Politik"),
]


@dataclass(frozen=True)
class DemoTeam:
    slug: str
    name: str
    kind: str
    description: str
    tasks: tuple[str, ...]
    seats: tuple[tuple[str, str, str], ...]  # role, office, organisation's slug
    parent: str = ""
    directed_by: str = ""
    supervised_by: str = ""


POKJA = [
    ("pokja-revolusi-data", "Pokja Revolusi Data", "dinas-kominfo"),
    ("pokja-akuntabilitas-desa", "Pokja Penguatan Akuntabilitas Pemerintahan Desa", "dinas-pmd"),
    ("pokja-transparansi-anggaran", "Pokja Peningkatan Transparansi Sistem Anggaran Daerah", "bappeda"),
    (
        "pokja-dokumen-kontrak",
        "Pokja Penguatan Keterbukaan Dokumen Kontrak Pengadaan Barang/Jasa",
        "bagian-pembangunan",
    ),
    ("pokja-layanan-publik", "Pokja Peningkatan Kualitas Layanan Publik", "bagian-organisasi"),
]

TEAMS = [
    DemoTeam("tim-pengarah", "Tim Pengarah", "steering", "Mengarahkan Tim Evaluator dan Tim Pelaksana.",
             ("menetapkan arah kebijakan pemerintahan terbuka di Kabupaten Bojonegoro",
              "memberikan arahan kepada Tim Pelaksana dan Tim Evaluator",
              "menerima laporan capaian rencana aksi secara berkala"),
             (("Penasihat dan Pelindung", "Bupati Bojonegoro", "bupati"),
              ("Ketua", "Sekretaris Daerah Kabupaten Bojonegoro", SETDA),
              ("Anggota", "Asisten Perekonomian dan Pembangunan", SETDA),
              ("Anggota", "Asisten Administrasi Umum", SETDA),
              ("Anggota", "", "bojonegoro-institute"),
              ("Anggota", "", "idfos"),
              ("Anggota", "Unsur akademisi", "universitas-bojonegoro"))),
    DemoTeam("tim-evaluator", "Tim Evaluator", "evaluating", "Mengawasi pelaksanaan oleh Tim Pelaksana.",
             ("memantau dan menilai capaian rencana aksi",
              "menyampaikan hasil evaluasi kepada Tim Pengarah"),
             (("Ketua", "", "bojonegoro-institute"), ("Anggota", "", "kpi"),
              ("Anggota", "", "universitas-bojonegoro")),
             directed_by="tim-pengarah"),
    DemoTeam("tim-pelaksana", "Tim Pelaksana", "implementing", "Melaksanakan rencana aksi.",
             ("melaksanakan rencana aksi pemerintahan terbuka",
              "menyiapkan bukti dukung setiap capaian",
              "melaporkan kemajuan kepada Tim Pengarah"),
             (("Ketua", "Asisten Pemerintahan dan Kesejahteraan Rakyat", SETDA),
              ("Wakil Ketua", "Kepala Dinas Komunikasi dan Informatika", "dinas-kominfo"),
              ("Sekretaris", "Sekretaris Dinas Komunikasi dan Informatika", "dinas-kominfo")),
             directed_by="tim-pengarah", supervised_by="tim-evaluator"),
    *(DemoTeam(slug, name, "working_group", "", (), (("Koordinator", "", organisation),), parent="tim-pelaksana")
      for slug, name, organisation in POKJA),
]  # fmt: skip

# Where matters are treated elsewhere: invented hosts in place of those of all regencies.
OUTSIDE: dict[str, dict[str, Any]] = {
    "ppid": {
        "signs": "marks",
        "shortest": 5,
        "longest": 30,
        "address": "https://ppid.contoh.go.id/permohonan?nomor={id}",
    },
    "apbd": {"address": "https://apbd.contoh.go.id"},
}

"""The meetings that the forum's news told of, one that was cancelled, and one that is always in the near future.

When they are stands in the story; an agenda is spelled as the editor takes it when it is pasted. `{tahun}` is the year in which an invitation goes out.
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class DemoMeeting:
    slug: str
    title: str
    kind: str
    room: str
    host: str
    summary: str
    agenda: tuple[str, ...]
    address: str = ""
    organisers: tuple[str, ...] = ()
    chair: tuple[str, str] | None = None  # organisation's slug, post
    previous_meeting: str = ""
    team: str = ""
    invited: tuple[str, ...] = field(default=())
    bring: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()  # invited alone: name; office; address
    hints: str = ""
    map_place: str = ""
    services: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()  # item of the agenda; under which id it is treated in another system


KOMINFO = "dinas-kominfo"
RAKOR = DemoMeeting(
    slug="rapat-koordinasi-rencana-aksi",
    title="Rapat Koordinasi Rencana Aksi Pemerintahan Terbuka",
    kind="coordination",
    room="Ruang Rapat Kepala Dinas Kominfo, Gedung Pemkab Bojonegoro Lantai 3",
    host=KOMINFO,
    chair=("sekretariat-daerah", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    summary="Menyiapkan kunjungan tim Open Government Partnership dan menilai capaian rencana aksi.",
    agenda=(
        "Persiapan menerima kunjungan tim Open Government Partnership internasional pada akhir bulan",
        "Evaluasi pencapaian target rencana aksi pada B03",
        "Langkah-langkah pencapaian target rencana aksi pada B06",
        "Beberapa hal lain yang terkait",
    ),
    invited=("bappeda", "dinas-pmd", "dinas-kesehatan", "dpmptsp", "bagian-pembangunan", "bojonegoro-institute"),
)
BIMTEK = DemoMeeting(
    slug="bimtek-open-data-kontrak",
    title="Rapat Koordinasi dan Bimbingan Teknis Aplikasi Open Data Kontrak",
    kind="technical",
    room="Partnership Room, Gedung Pemkab Bojonegoro Lantai 4",
    host=KOMINFO,
    organisers=("bagian-pembangunan", "bojonegoro-institute"),
    chair=("sekretariat-daerah", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    summary="Melatih admin dan operator mengisi kelima tahap keterbukaan dokumen kontrak.",
    agenda=(
        "Laporan Bagian Pembangunan tentang aplikasi Open Data Kontrak",
        "Arahan Ketua Tim Pelaksana",
        "Praktik mengisi tahap perencanaan, pemilihan penyedia, pemenang, kontrak, dan implementasi",
    ),
    bring=(
        "DPA Tahun {tahun} (PDF)",
        "Renja perangkat daerah (PDF)",
        "Jadwal kegiatan (PDF)",
        "KAK perencanaan (PDF)",
        "KAK pelaksanaan (PDF)",
    ),
)
DISCUSSION = DemoMeeting(
    slug="pembahasan-rencana-aksi-daerah",
    title="Pembahasan Persiapan Penyusunan Rencana Aksi Daerah",
    kind="discussion",
    room="Kantor Bojonegoro Institute",
    address="Jalan Panglima Polim Gang Mangga I, Bojonegoro",
    host="bojonegoro-institute",
    organisers=(KOMINFO,),
    previous_meeting="rapat-koordinasi-rencana-aksi",
    summary="Menjelang batas waktu penyampaian rencana aksi daerah sebagai bagian dari rencana aksi nasional.",
    agenda=("Masukan dan catatan untuk rencana aksi daerah", "Rencana kerja bersama", "Pertemuan lanjutan"),
    invited=(KOMINFO, "idfos", "kpi"),
)
MONITORING = DemoMeeting(
    slug="pemantauan-bukti-dukung-b06",
    title="Rapat Pemantauan Bukti Dukung Rencana Aksi B06",
    kind="monitoring",
    room="Ruang Rapat Dinas Kominfo, Gedung Pemkab Bojonegoro Lantai 3",
    host=KOMINFO,
    chair=("sekretariat-daerah", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    previous_meeting="rapat-koordinasi-rencana-aksi",
    team="tim-evaluator",
    summary="Memeriksa kelengkapan bukti dukung setiap penanggung jawab sebelum laporan B06 dikirim.",
    agenda=("Kelengkapan bukti dukung tiap perangkat daerah", "Data dasa wisma", "Jadwal pengiriman laporan B06"),
    invited=("bappeda", "dinas-pmd", "dinas-kesehatan", "dpmptsp", "bojonegoro-institute"),
    elsewhere=(
        ("Data dasa wisma", "LAPOR! 9214507 – warga yang belum terdata\nPPID 014/PPID/2026 – permohonan rekap data"),
    ),
)
OPEN_SLUG = "rapat-terbuka"
OPEN = DemoMeeting(
    slug=OPEN_SLUG,
    title="Rapat Terbuka Pembahasan Rancangan Keputusan tentang Tim",
    kind="consultation",
    room="Pendopo Malowopati, Bojonegoro",
    host=KOMINFO,
    organisers=("bojonegoro-institute",),
    chair=("sekretariat-daerah", "Asisten Pemerintahan dan Kesejahteraan Rakyat"),
    summary="Membahas tanggapan atas rancangan terbaru bersama masyarakat.",
    agenda=(
        "Penjelasan rancangan terbaru (45)",
        "Tanggapan atas rancangan",
        "- Perangkat daerah (45)",
        "- Organisasi dan warga (60)",
        "Langkah berikutnya (30)",
    ),
    previous_meeting="pembahasan-rencana-aksi-daerah",
    invited=("bojonegoro-institute", "idfos", "kpi", "universitas-bojonegoro", "bagian-hukum"),
    bring=("Catatan atas rancangan terbaru",),
    guests=("Siti Aminah; Camat Kalitidu; camat.kalitidu@mufakat.example",),
    hints="Masuk dari gerbang timur alun-alun; parkir di halaman samping.",
    map_place="-7.150975, 111.881859",
    services=("ramp", "sign_language", "companion"),
)
# Its date is being sought.
SOUGHT = DemoMeeting(
    slug="rapat-tindak-lanjut-tanggapan",
    title="Rapat Tindak Lanjut Tanggapan atas Rancangan",
    kind="coordination",
    room="Partnership Room, Gedung Pemkab Bojonegoro Lantai 4",
    host=KOMINFO,
    summary="Membagi tugas menjawab tanggapan yang masuk sampai putaran ditutup.",
    agenda=(),
    invited=("bappeda", "bagian-hukum", "bojonegoro-institute"),
)
# Before there is a draft to talk about.
INTRODUCTION = replace(
    OPEN,
    title="Rapat Terbuka Pengenalan Pemerintahan Terbuka",
    summary="Memperkenalkan pemerintahan terbuka dan menampung harapan masyarakat.",
    agenda=("Apa itu pemerintahan terbuka", "Harapan masyarakat", "Cara ikut serta"),
    previous_meeting="",
    bring=(),
)

# The training's 74 units: 24 dinas, 6 badan, Setwan, Inspektorat, Satpol PP, 10 bagian, 3 RSUD, 28 kecamatan.
DINAS = [
    "Pendidikan", "Kesehatan", "Pekerjaan Umum Bina Marga dan Penataan Ruang", "Pekerjaan Umum Sumber Daya Air",
    "Perumahan, Kawasan Permukiman dan Cipta Karya", "Pemadam Kebakaran", "Sosial", "Perindustrian dan Tenaga Kerja",
    "Pemberdayaan Perempuan, Perlindungan Anak dan Keluarga Berencana", "Ketahanan Pangan", "Lingkungan Hidup",
    "Kependudukan dan Pencatatan Sipil", "Pemberdayaan Masyarakat dan Desa", "Perhubungan",
    "Komunikasi dan Informatika", "Koperasi dan Usaha Mikro", "Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Kepemudaan dan Olahraga", "Kebudayaan dan Pariwisata", "Perpustakaan dan Kearsipan", "Peternakan dan Perikanan",
    "Pertanian", "Perdagangan", "Pengelolaan Pasar",
]  # fmt: skip
BADAN = ["Perencanaan Pembangunan Daerah", "Kepegawaian Pendidikan dan Pelatihan", "Pendapatan Daerah",
         "Pengelolaan Keuangan dan Aset Daerah", "Penanggulangan Bencana Daerah",
         "Kesatuan Bangsa dan Politik"]  # fmt: skip
OTHER_UNITS = ["Sekretariat DPRD", "Inspektorat", "Satuan Polisi Pamong Praja"]
BAGIAN = ["Hukum", "Pembangunan", "Organisasi", "Pemerintahan", "Kesejahteraan Rakyat", "Perekonomian", "Umum",
          "Humas dan Protokol", "Sumber Daya Alam", "Perlengkapan dan Layanan Pengadaan"]  # fmt: skip
RSUD = ["RSUD dr. R. Sosodoro Djatikoesoemo", "RSUD Padangan", "RSUD Sumberrejo"]
KECAMATAN = [
    "Balen", "Baureno", "Bojonegoro", "Bubulan", "Dander", "Gayam", "Gondang", "Kalitidu", "Kanor", "Kapas",
    "Kasiman", "Kedewan", "Kedungadem", "Kepohbaru", "Malo", "Margomulyo", "Ngambon", "Ngasem", "Ngraho", "Padangan",
    "Purwosari", "Sekar", "Sugihwaras", "Sukosewu", "Sumberrejo", "Tambakrejo", "Temayang", "Trucuk",
]  # fmt: skip


def units() -> list[str]:
    """Names of the 74 invited units, spelled as the organisations are where they are known already."""
    return [
        *(f"Dinas {name}" for name in DINAS),
        *(f"Badan {name}" for name in BADAN),
        *OTHER_UNITS,
        *(f"Bagian {name}" for name in BAGIAN),
        *RSUD,
        *(f"Kecamatan {name}" for name in KECAMATAN),
    ]


# Who came to it, by the sheet that they signed. Invented, like all people of the demo.
CAME = {
    "bojonegoro-institute": ("Yuni Astuti", "Bagas Pramono", "Retno Palupi", "Hadi Susilo"),
    KOMINFO: ("Sri Wahyuni", "Teguh Santoso", "Mega Lestari"),
    "idfos": ("Anang Fauzi", "Umi Kulsum"),
    "kpi": ("Endang Purwati", "Wiwik Rahayu"),
}

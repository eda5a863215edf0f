"""What the minutes of the demo's meetings say, after the forum's own news of 2017 and 2018 (offices, never names).

`{tahun}` is the year in which the minutes are written, `{tentang}` the page about the forum.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class DemoMinutes:
    meeting: str
    number: str
    attendance: tuple[tuple[str, int], ...]  # organisation's slug, number of people
    discussion: tuple[
        tuple[str, ...], ...
    ]  # ("heading", text) | ("paragraph", text) | ("statement", org, office, text)
    inputs: tuple[tuple[str, str], ...]  # text, organisation's slug or ""
    decisions: tuple[str, ...]
    actions: tuple[tuple[str, str, int], ...]  # text, slugs of who is in charge, day of the story on which it is due
    note_taker: tuple[str, str] = ("dinas-kominfo", "Kepala Bidang Layanan E-Government")
    public_participants: int = 0
    kind: str = "notula"
    signed: tuple[tuple[str, str, str], ...] = ()  # as what, organisation, office
    dissent: tuple[str, str, int] = ("", "", 0)  # decision, who and why, day of the story from which it is reviewed
    recording: tuple[str, str, str] = ("", "", "")  # address, who was asked, where it is heard
    elsewhere: tuple[tuple[str, str], ...] = ()  # beginning of a follow-up; where it is treated in another system


KOMINFO, BI, IDFOS, KPI = "dinas-kominfo", "bojonegoro-institute", "idfos", "kpi"
ASISTEN_I = "Asisten Pemerintahan dan Kesejahteraan Rakyat"

RAKOR = DemoMinutes(
    meeting="rapat-koordinasi-rencana-aksi",
    number="005/01/NOTULA/{tahun}",
    attendance=(
        (KOMINFO, 4), ("sekretariat-daerah", 1), ("bappeda", 2), ("dinas-pmd", 1), ("dinas-kesehatan", 1),
        ("dpmptsp", 1), ("bagian-pembangunan", 1), (BI, 2),
    ),
    discussion=(
        ("heading", "Arahan pimpinan rapat"),
        ("statement", "sekretariat-daerah", ASISTEN_I,
         "Rapat ini mengevaluasi capaian rencana aksi B03 dan B06. Lima hal telah disepakati untuk diwujudkan pada tahun "
         "ini. Setiap perangkat daerah yang bertanggung jawab harus menyiapkan bukti dukung dan tidak terlambat melapor."),
        ("statement", "sekretariat-daerah", ASISTEN_I,
         "Capaian yang masih berat adalah data dasa wisma, yang belum mendekati 100 persen. Cara menyampaikannya kepada "
         "tim tamu perlu disepakati dan dituangkan dalam laporan bagi Bupati."),
        ("heading", "Susunan tim dalam rancangan keputusan bupati"),
        ("statement", KOMINFO, "Kepala Dinas Komunikasi dan Informatika",
         "Yang perlu dikerucutkan ialah susunan Tim Pengarah, Tim Evaluator, dan Tim Pelaksana dalam rancangan keputusan. "
         "Rancangan telah diajukan beberapa bulan yang lalu dan mengalami beberapa kali revisi. Mohon masukan Bojonegoro "
         "Institute atas uraian tugas masing-masing tim."),
        ("paragraph",
         "Dinas Kominfo dan Bojonegoro Institute sependapat bahwa Tim Pengarah mengarahkan Tim Evaluator dan Tim "
         "Pelaksana, Tim Evaluator mengawasi Tim Pelaksana, dan Tim Pelaksana melaksanakan. Karena itu keputusan memuat "
         "tiga lampiran, masing-masing dengan uraian tugasnya. Hubungan ketiganya digambarkan pada laman "
         '<a linktype="page" id="{tentang}">Tentang forum</a>.'),
        ("heading", "Integrasi aplikasi"),
        ("paragraph",
         "Hasil pertemuan terdahulu tentang pengintegrasian seluruh aplikasi Pemkab dismpaikan; pekerjaan itu menjadi "
         "bagian tugas Bojonegoro Institute bersama tim."),
        ("heading", "Capaian"),
        ("table",
         "Rencana aksi\tSasaran B03\tCapaian\n"
         "Data dasa wisma\tsemua desa\tbelum mendekati 100 persen\n"
         "Keterbukaan dokumen kontrak\taplikasi tersedia\ttersedia"),
        ("paragraph",
         "Contoh dari lapangan: Ibu Sri di RT 03 (081230004567) belum dapat memperbaiki data keluarganya; petugas desa "
         "menghubunginya."),
    ),
    inputs=(
        ("Laporan capaian dibuat berkala dan menjadi bahan bagi Bupati saat menerima tim tamu.", "sekretariat-daerah"),
        ("Bukti dukung dikumpulkan per perangkat daerah penanggung jawab.", KOMINFO),
        ("Uraian tugas umum masing-masing tim diusulkan oleh organisasi masyarakat sipil.", BI),
    ),
    decisions=(
        "Rancangan Keputusan Bupati memuat tiga lampiran: Tim Pengarah, Tim Pelaksana, dan Tim Evaluator.",
        "Bojonegoro Institute memberi masukan atas uraian tugas umum masing-masing tim paling lambat dua pekan setelah rapat.",
        "Setiap penanggung jawab menyiapkan bukti dukung capaian B03 dan rencana B06.",
    ),
    actions=(
        ("Menyampaikan masukan uraian tugas ketiga tim", BI, 31),
        ("Menyusun laporan capaian B03 sebagai bahan Bupati", KOMINFO, 35),
        ("Melengkapi data dasa wisma", "dinas-pmd", 80),
    ),
    elsewhere=(
        ("Menyusun laporan capaian B03", "APBD https://apbd.contoh.go.id/realisasi/b03 – realisasi anggaran"),
    ),
)  # fmt: skip

DISCUSSION = DemoMinutes(
    meeting="pembahasan-rencana-aksi-daerah",
    number="005/02/NOTULA/{tahun}",
    attendance=((BI, 4), (KOMINFO, 3), (IDFOS, 2), (KPI, 2)),
    discussion=(
        ("heading", "Latar belakang"),
        ("paragraph",
         "Batas waktu penyampaian rencana aksi daerah, yang menjadi bagian dari rencana aksi nasional, jatuh dua "
         "bulan lagi. Pertemuan diprakarsai Bojonegoro Institute."),
        ("heading", "Pembahasan"),
        ("paragraph",
         "Peserta mencatat bahwa proses penyusunan rencana aksi yang lalu tidak meninggalkan bukti dokumentasi. Undangan "
         "terbuka perlu dipublikasikan agar masyarakat terlibat sejak penyusunan sampai pelaksanaan."),
        ("statement", KPI, "Sekretaris Cabang",
         "Keterbukaan perlu dijelaskan dengan bahasa mudah, lewat video singkat dan pengajian, supaya sampai ke desa."),
        ("statement", IDFOS, "Direktur",
         "Hasil penilaian independen atas rencana aksi yang lalu hendaknya menjadi bahan dasar penyusunan berikutnya."),
    ),
    inputs=(
        ("Perlu RPJMD versi teknokratik sebagai acuan.", ""),
        ("Visi dan misi Bupati terpilih diselaraskan dengan pemerintahan terbuka.", ""),
        ("Pengingat kepatuhan terhadap penataan peraturan yang terkait nilai-nilai pemerintahan terbuka.", ""),
        ("Diseminasi informasi yang sesungguhnya.", ""),
        ("Mengurangi misinformasi tentang pemerintahan terbuka kepada Bupati terpilih.", ""),
        ("Sosialisasi dengan bahasa mudah melalui video singkat dan pengajian.", KPI),
        ("Istilah Open Government Partnership diganti menjadi Pemerintahan Terbuka.", ""),
        ("Hasil penilaian independen atas rencana aksi yang lalu menjadi bahan dasar rencana aksi berikutnya.", IDFOS),
        ("Tidak adanya bukti dokumentasi proses penyusunan rencana aksi yang lalu jangan terulang.", BI),
        ("Undangan terbuka pelibatan masyarakat dipublikasikan.", BI),
    ),
    decisions=(
        "Organisasi masyarakat sipil bertugas sebagai pengawas, Pemkab sebagai pelaksana.",
        "Audiensi dengan Bupati terpilih untuk memperkenalkan pemerintahan terbuka.",
        "Diskusi terbuka dengan Bupati terpilih sebagai narasumber.",
        "Mengupayakan masuk menjadi bagian tim transisi Bupati terpilih.",
        "Membuat media sosial khusus pemerintahan terbuka.",
        "Membuat laman khusus pemerintahan terbuka.",
        "Sekretariat tim ditetapkan dengan keputusan dan beranggotakan para wakil, dengan pilihan tempat di ruang PPID.",
        "Pertemuan pemantauan dan evaluasi berkala antaranggota tim.",
        "Diskusi keterbukaan pemerintahan secara berkala.",
        "Mengajak anak muda sebagai duta pemerintahan terbuka.",
        "Diperlukan Keputusan Bupati tentang Tim Kemitraan Pemerintahan Terbuka.",
        "Menyelaraskan program dalam DPA Dinas Kominfo dengan program organisasi masyarakat sipil.",
        "Menjadwalkan pertemuan lanjutan untuk mengerucutkan rencana aksi.",
    ),
    actions=(
        ("Menyiapkan audiensi dengan Bupati terpilih", BI, 109),
        ("Menyusun rancangan Keputusan Bupati tentang Tim Kemitraan", KOMINFO, 126),
        ("Menyusun bahan sosialisasi dengan bahasa mudah", KPI, 150),
        ("Mengadakan lomba duta pemerintahan terbuka bagi anak muda", f"{BI} {IDFOS}", 170),
        ("Menjadwalkan pemantauan dan evaluasi berkala antaranggota tim", f"{KOMINFO} {BI} {KPI}", 200),
    ),
    dissent=("Membuat media sosial khusus pemerintahan terbuka.",
             "KPI: lebih baik memakai kanal yang sudah diikuti warga daripada membuat yang baru.", 240),
    note_taker=(BI, "Peneliti"),
    recording=(
        "https://kominfo.contoh.go.id/rekaman/persiapan-rencana-aksi-daerah.mp3",
        "Perekaman diberitahukan pimpinan rapat saat dibuka; semua yang hadir ditanya dan tidak ada yang berkeberatan.",
        "acara 1 4:10\nacara 2 38:25\nkeputusan 1 41:50\nkeputusan 2 46:05\nkeputusan 3 52:30\nkeputusan 4 55:15\n"
        "keputusan 5 58:40\nkeputusan 6 1:04:20\nkeputusan 7 1:09:35\nkeputusan 8 1:15:10\nkeputusan 9 1:18:45\n"
        "keputusan 10 1:22:00\nkeputusan 11 1:27:30\nkeputusan 12 1:33:55\nacara 3 1:38:20\nkeputusan 13 1:42:05",
    ),
    signed=(
        ("Pimpinan Rapat", KOMINFO, "Kepala Dinas Komunikasi dan Informatika"), ("Wakil Forum", BI, "Direktur"),
        ("Wakil Forum", IDFOS, "Direktur"),
    ),
)  # fmt: skip

BIMTEK = DemoMinutes(
    meeting="bimtek-open-data-kontrak",
    number="005/03/NOTULA/{tahun}",
    attendance=((KOMINFO, 6), ("bagian-pembangunan", 3), (BI, 2), ("sekretariat-daerah", 1)),
    discussion=(
        ("heading", "Laporan"),
        ("statement", "bagian-pembangunan", "Kepala Subbagian Pengendalian",
         "Open Data Kontrak menerapkan keterbukaan dokumen kontrak dalam bentuk aplikasi daring terpadu, sesuai dengan "
         "Peraturan Bupati Nomor 1 Tahun 2017 dan perubahannya, Peraturan Bupati Nomor 35 Tahun 2017."),
        ("heading", "Arahan"),
        ("statement", "sekretariat-daerah", ASISTEN_I,
         "Semua tahap, dari perencanaan, pemilihan penyedia, pemenang, kontrak sampai implementasi, harus diisi. Keterbukaan "
         "tidak perlu dikhawatirkan karena masing-masing ada aturannya."),
    ),
    inputs=(("Semua pejabat pengadaan dan operator perlu proaktif mengisi aplikasi.", "sekretariat-daerah"),),
    decisions=("Seluruh kegiatan perangkat daerah dimasukkan ke aplikasi Open Data Kontrak pada kelima tahap.",),
    actions=(("Mengisi data kontrak tahun {tahun} untuk semua kegiatan", "bagian-pembangunan", 200),),
)  # fmt: skip

# As it was first circulated, before BI and Bappeda asked for corrections.
RAKOR_FIRST = replace(
    RAKOR,
    attendance=tuple((slug, 1 if slug == "bappeda" else people) for slug, people in RAKOR.attendance),
    decisions=tuple(text.replace(" paling lambat dua pekan setelah rapat", "") for text in RAKOR.decisions),
)
RAKOR_CORRECTIONS = (
    ("bi", "Keputusan nomor 2 belum memuat batas waktu. Dalam rapat disepakati masukan disampaikan paling lambat dua pekan "
           "setelah rapat; mohon ditambahkan."),
    ("bappeda", "Bappeda hadir dua orang; pada daftar kehadiran baru tertulis satu orang."),
)  # fmt: skip
RAKOR_PASSAGE = {
    "part": "decisions:2",
    "quote": "masing-masing tim",
    "proposed": "masing-masing tim paling lambat dua pekan setelah rapat",
}
BIMTEK_CORRECTION = (
    "Praktik pengisian baru sampai tahap pemenang; tahap kontrak dan implementasi dilanjutkan melalui pendampingan. Mohon "
    "dicatat agar keputusan tentang kelima tahap tidak dibaca sebagai sudah selesai."
)
BIMTEK_AFTER = replace(
    BIMTEK,
    inputs=(
        *BIMTEK.inputs,
        ("Tahap kontrak dan implementasi dilanjutkan melalui pendampingan setelah bimbingan teknis.", BI),
    ),
)

OPEN = DemoMinutes(
    meeting="rapat-terbuka",
    number="005/04/NOTULA/{tahun}",
    attendance=((KOMINFO, 5), ("sekretariat-daerah", 1), ("bagian-hukum", 2), (BI, 3), (KPI, 1), ("universitas-bojonegoro", 2)),
    discussion=(
        ("heading", "Penjelasan rancangan"),
        ("statement", KOMINFO, "Kepala Dinas Komunikasi dan Informatika",
         "Semua tanggapan atas rancangan ketiga sudah dijawab. Yang berubah: batas waktu pengumuman laporan dan penyebutan "
         "kelompok rentan dalam pertimbangan."),
        ("heading", "Tanggapan masyarakat"),
        ("paragraph",
         "Warga menanyakan di mana laporan capaian dapat dibaca bila tidak mempunyai internet. Laporan ditempel juga di papan "
         "pengumuman kecamatan dan balai desa."),
    ),
    inputs=(("Ringkasan laporan dalam bahasa mudah ditempel di balai desa.", ""),),
    decisions=("Rancangan keempat disampaikan kepada Bagian Hukum untuk telaah akhir.",),
    actions=(("Menyampaikan rancangan keempat kepada Bagian Hukum", KOMINFO, 211),),
    public_participants=34,
    kind="berita_acara",
    signed=(
        ("Pimpinan Rapat", KOMINFO, "Kepala Dinas Komunikasi dan Informatika"), ("Anggota Forum", BI, "Direktur"),
        ("Anggota Forum", "universitas-bojonegoro", "Dosen Fakultas Ilmu Sosial dan Ilmu Politik"),
    ),
)  # fmt: skip

# The public edition of the first minutes: who a citizen was, and a slip of the pen that is mended afterwards.
CITIZEN = {"quote": "Ibu Sri di RT 03", "ground": "pdp", "note": "Seorang warga dikenali dari nama dan tempatnya."}
CITIZENS_PHONE = {"words": "081230004567", "kind": "phone"}
SLIP = {"quote": "dismpaikan", "words": "disampaikan", "reason": "salah ketik"}

# What was done about the follow-ups: minutes, beginning of the follow-up, login, what was done.
DONE_INPUT = ("Menyampaikan masukan", "bi", "Uraian tugas ketiga tim disampaikan secara tertulis kepada Dinas Kominfo.")
DONE_REPORT = (
    "Menyusun laporan", "sekretariat",
    "Laporan capaian B03 diserahkan kepada Bupati, dua pekan lebih lambat karena bukti dukung belum lengkap.",
)  # fmt: skip
DONE_HEARING = (
    "Menyiapkan audiensi", "bi",
    "Audiensi terlaksana di Pendopo Malowopati; jadwalnya bergeser mengikuti agenda Bupati terpilih.",
)  # fmt: skip
DONE_MATERIAL = (
    "Menyusun bahan",
    "kpi",
    "Naskah video singkat dan lembar bacaan untuk pengajian sudah dibagikan ke anggota.",
)
RUNNING = (
    "Melengkapi data", "sekretariat", "Data 214 dari 430 desa sudah masuk; sisanya menunggu pendataan ulang kader dasa wisma.",
)  # fmt: skip
# Where the same is treated, and how it stood there on that day.
COMPLAINT = ("LAPOR! 9214507 – warga yang belum terdata", "Diproses oleh Dinas PMD")
CANCELLED = (
    "Mengadakan lomba", "bi", "Digabung dengan agenda kepemudaan kabupaten, agar anak muda tidak diundang dua kali.",
)  # fmt: skip
RECEIPT = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 298]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
    b"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 70>>stream\n"
    b"BT /F 14 Tf 40 240 Td (Tanda terima laporan capaian B03         ) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
DECIDED_DRAFT = "Diperlukan Keputusan Bupati tentang Tim Kemitraan Pemerintahan Terbuka."
CONTRIBUTIONS = (
    "penanggung jawab,rencana aksi,target B03 (persen),capaian B03 (persen),bukti dukung\n"
    "Dinas Kominfo,Revolusi data,100,92,ada\n"
    "Dinas PMD,Data dasa wisma,100,61,belum lengkap\n"
    "Bappeda,Transparansi sistem anggaran daerah,100,100,ada\n"
    "Bagian Pembangunan,Keterbukaan dokumen kontrak,100,85,ada\n"
    "Dinas Kesehatan,Peningkatan kualitas layanan publik,100,88,ada\n"
    "DPMPTSP,Peningkatan kualitas layanan publik,100,95,ada\n"
)

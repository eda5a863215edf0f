"""What members said about the drafts and how the secretariat answered. Days are days of the story (see `story.py`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoComment:
    by: str  # key of a login
    clause: str  # key of a clause, see decree.py
    quote: str  # "" comments on the whole clause
    text: str
    proposed: str | None = None
    answer: tuple[str, str] | None = None  # disposition, reason
    replies: tuple[tuple[str, str], ...] = ()
    tag: str = ""
    supports: tuple[str, ...] = ()
    reaction: tuple[str, str] | None = None  # stance, reason
    first_answer: tuple[str, str] | None = None  # given on `first_answered_on`, and changed after the objection to it
    objection: str = ""
    private_data: str = ""  # why the last of the replies has to go
    private: bool = False  # discussed within the organisation
    position: str = ""  # what the organisation makes of its discussion
    position_answer: tuple[str, str] | None = None
    with_last: bool = False  # answered together with the comment before
    on_paper: bool = False
    from_village: str = ""  # said online by a citizen without a login
    letter: str = ""  # number of the letter with which it came
    led_to: tuple[tuple[str, str], ...] = ()  # changes of the next version: place (or its beginning), a word of it
    day: int = 0
    first_answered_on: int = 0
    answered_on: int = 0


LETTER = """Nomor : {number}
Perihal : Masukan atas rancangan ketiga
Yth. Kepala Dinas Komunikasi dan Informatika
Dengan hormat,
Bersama ini kami sampaikan masukan sebagai berikut:
1. {place}. {text}
Demikian, atas perhatian Saudara kami ucapkan terima kasih.
Hormat kami,
IDFoS Indonesia
"""

ROUND_1 = [
    DemoComment(
        "bi", "tugas", "Dewan Pengarah",
        "Nama tim berbeda dengan Lampiran III dan dengan kesepakatan rapat 9 Mei. Gunakan satu istilah saja.",
        "Tim Pengarah",
        ("accepted", "Istilah diseragamkan menjadi Tim Pengarah di seluruh naskah."),
        tag="wording", supports=("akademisi", "kpi"), reaction=("content", ""),
        led_to=(("diktum KEDUA", "Dewan"), ("Lampiran I", "DEWAN")),
        day=37, answered_on=57,
    ),
    DemoComment(
        "akademisi", "tugas", "Dewan Pengarah",
        "Samakan nama: Dewan Pengarah atau Tim Pengarah?",
        None,
        ("accepted", "Istilah diseragamkan menjadi Tim Pengarah di seluruh naskah."),
        tag="wording", with_last=True, led_to=(("diktum KEDUA", "Dewan"),),
        day=37, answered_on=57,
    ),
    DemoComment(
        "bi", "annex1", "",
        "Lampiran I belum memuat uraian tugas. Kami mengusulkan tiga tugas: menetapkan arah kebijakan, memberi arahan "
        "kepada kedua tim lain, dan menerima laporan capaian.",
        None,
        ("accepted", "Uraian tugas ditambahkan pada Lampiran I sesuai dengan usul."),
        tag="substance", supports=("idfos",), reaction=("content", ""),
        led_to=(("Lampiran I", "Uraian"), ("Lampiran I huruf", "")),
        day=38, answered_on=58,
    ),
    DemoComment(
        "kpi", "recital.b", "rencana aksi pemerintahan terbuka",
        "Sebutkan siapa saja yang bekerja bersama, agar keterlibatan masyarakat sipil dan akademisi jelas sejak pertimbangan.",
        None,
        ("accepted", "Pertimbangan huruf b dilengkapi dengan ketiga unsur."),
        tag="substance", led_to=(("Menimbang huruf b", ""),),
        first_answer=("noted", "Unsur yang bekerja bersama sudah tampak pada susunan tim dalam Lampiran III."),
        objection="Lampiran dapat berubah setiap tahun. Kesepakatan bahwa ketiga unsur bekerja bersama perlu tampak pada "
                  "pertimbangan.",
        reaction=("content", ""),
        day=39, first_answered_on=45, answered_on=57,
    ),
    DemoComment(
        "idfos", "biaya", "dibebankan pada Anggaran Pendapatan dan Belanja Daerah",
        "Apakah kegiatan masyarakat sipil juga dibiayai? Sebaiknya disebut sumber lain yang sah.",
        "dibebankan pada Anggaran Pendapatan dan Belanja Daerah dan sumber lain yang sah",
        ("not_accepted", "Pembiayaan kegiatan organisasi masyarakat sipil berada di luar keputusan ini; rumusan APBD tetap."),
        tag="legal", supports=("bi",),
        reaction=("objects", "Kegiatan bersama seperti pelatihan dan evaluasi tetap memerlukan sumber yang jelas; tanpa itu "
                             "Tim Evaluator tidak dapat bekerja."),
        day=43, answered_on=58,
    ),
    DemoComment(
        "hukum", "citation.uu12", "",
        "Undang-Undang Nomor 12 Tahun 2011 mengatur pembentukan peraturan, bukan pembentukan tim. Ganti dengan "
        "Undang-Undang Nomor 30 Tahun 2014 tentang Administrasi Pemerintahan.",
        None,
        ("accepted", "Dasar hukum diganti."),
        tag="legal", led_to=(("Mengingat angka", "Undang-Undang Nomor"),),
        day=44, answered_on=46,
    ),
]  # fmt: skip

ROUND_2 = [
    DemoComment(
        "bi", "lapor", "melaporkan capaian rencana aksi kepada Tim Pengarah",
        "Laporan juga perlu diumumkan kepada masyarakat, dengan batas waktu.",
        None,
        ("accepted", "Ditambahkan kewajiban mengumumkan laporan paling lambat 14 hari setelah disampaikan."),
        (("kpi", "Kami mendukung. Pengumuman sebaiknya dengan bahasa mudah."),),
        tag="substance", supports=("kpi", "idfos", "akademisi"), led_to=(("diktum KETIGA", "mengumumkan"),),
        day=72, answered_on=99,
    ),
    DemoComment(
        "akademisi", "tugas", "mempunyai tugas sebagaimana tercantum dalam lampiran",
        "Hubungan ketiga tim belum tampak: siapa mengarahkan dan siapa mengawasi.",
        None,
        ("accepted", "Hubungan ketiga tim dirumuskan dalam huruf a sampai dengan huruf c."),
        (("idfos", "Warga bertanya hal yang sama kepada kami, di antaranya Bapak Karno, NIK 3522010101600003."),),
        private_data="Memuat nama dan nomor induk kependudukan seorang warga.",
        led_to=(("diktum KEDUA", ""),),
        day=73, answered_on=80,
    ),
    DemoComment(
        "idfos", "annex3", "",
        "Tim Evaluator yang diketuai Inspektur sulit disebut independen. Ketua sebaiknya dari masyarakat sipil.",
        None,
        ("partly", "Ketua diusulkan dari Bojonegoro Institute; Inspektorat tetap menjadi anggota agar data pengawasan tersedia."),
        tag="substance", reaction=("content", ""),
        led_to=(("Lampiran III nomor", "Ketua"), ("Lampiran III nomor", "Inspektorat")),
        day=74, answered_on=100,
    ),
    DemoComment(
        "kpi", "annex3", "",
        "Perempuan belum terwakili dalam Tim Evaluator.",
        None,
        ("accepted", "Koalisi Perempuan Indonesia menjadi anggota Tim Evaluator."),
        tag="substance", on_paper=True, led_to=(("Lampiran III nomor", "Koalisi"),),
        day=77, answered_on=100,
    ),
    DemoComment(
        "hukum", "berlaku", "mulai berlaku pada tanggal ditetapkan",
        "Undang-Undang Administrasi Pemerintahan meminta keputusan menyebut sampai kapan berlaku.",
        None,
        ("accepted", "Masa berlaku sampai dengan 31 Desember {berlaku} ditambahkan."),
        tag="legal", led_to=(("diktum KELIMA", ""),),
        day=78, answered_on=101,
    ),
]  # fmt: skip

ROUND_3 = [
    DemoComment(
        "bi", "annex2", "",
        "Kita usulkan koordinator pokja dipilih dari anggota, bukan ditunjuk. Setuju dikirim sebagai sikap?",
        None,
        None,
        (("bi2", "Setuju. Sebutkan juga masa kerja satu tahun."),),
        private=True,
        position="Bojonegoro Institute mengusulkan agar koordinator setiap pokja dipilih oleh anggotanya untuk satu tahun.",
        position_answer=("partly", "Koordinator ditunjuk Ketua Tim Pelaksana atas usul anggota pokja."),
        day=169, answered_on=200,
    ),
    DemoComment(
        "bi2", "berlaku", "",
        "Sebelum berpendapat, kita periksa dulu aturan masa jabatan tim di kabupaten lain.",
        private=True,
        day=170,
    ),
    DemoComment(
        "bi", "lapor", "14 (empat belas) hari",
        "Tujuh hari kerja cukup: laporan sudah jadi ketika disampaikan kepada Tim Pengarah.",
        "7 (tujuh) hari kerja",
        ("accepted", "Batas waktu menjadi 7 (tujuh) hari kerja."),
        (("sekretariat", "Terima kasih, kami bahas dengan Bagian Hukum pekan ini."),
         ("akademisi", "Tujuh hari kerja juga memberi waktu untuk membuat ringkasan dengan bahasa mudah.")),
        tag="substance", supports=("kpi",), reaction=("content", ""), led_to=(("diktum KETIGA", "hari"),),
        day=171, answered_on=199,
    ),
    DemoComment(
        "kpi", "recital.new", "masyarakat berhak mengetahui dan ikut serta",
        "Rumusan ini baik. Usul: sebutkan juga penyandang disabilitas dan kelompok rentan.",
        None,
        ("accepted", "Penyandang disabilitas dan kelompok rentan disebut dalam pertimbangan."),
        tag="substance", led_to=(("Menimbang huruf b", ""),),
        day=172, answered_on=199,
    ),
    DemoComment(
        "idfos", "annex2", "",
        "Setiap pokja memerlukan koordinator dan satu wakil masyarakat sipil.",
        None,
        ("noted", "Susunan pokja ditetapkan oleh Ketua Tim Pelaksana; usul diteruskan kepadanya."),
        letter="31/IDFoS/X",
        day=173, answered_on=176,
    ),
    DemoComment(
        "akademisi", "berlaku", "sampai dengan tanggal 31 Desember {berlaku}",
        "Bagaimana kelanjutan tim setelah pergantian kepemimpinan? Perlu ketentuan peralihan.",
        None,
        ("noted", "Tim bekerja sampai masa berlakunya berakhir; kelanjutannya ditetapkan dengan keputusan baru."),
        day=176, answered_on=199,
    ),
    DemoComment(
        "sekretariat", "lapor", "",
        "Laporan sebaiknya juga ditempel di papan pengumuman balai desa. Tidak semua warga punya internet.",
        None,
        ("partly", "Pengumuman di papan balai desa diatur dalam rencana aksi; dalam keputusan ini cukup kewajiban mengumumkan."),
        tag="", from_village="Desa Trucuk",
        day=174, answered_on=177,
    ),
    DemoComment(
        "bappeda", "biaya", "",
        "Pos anggaran sudah tersedia pada DPA Dinas Kominfo; tidak ada keberatan.",
        None,
        ("noted", "Dicatat."),
        day=177, answered_on=179,
    ),
]  # fmt: skip

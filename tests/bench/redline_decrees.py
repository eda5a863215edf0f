"""A decree of a given length in the words such decrees are written in, and its next draft; both from a seed."""

import copy
import random
from itertools import count

from decrees.text import build, plain

ACTORS = """Tim Pengarah;Tim Pelaksana;Tim Evaluator;Sekretariat Forum;Kelompok Kerja Revolusi Data;Dinas Kominfo;
Bappeda;Inspektorat Daerah;Bagian Hukum Sekretariat Daerah;Kepala Perangkat Daerah;Pejabat Pengelola Informasi dan
Dokumentasi;Camat dan Kepala Desa;organisasi masyarakat sipil;perguruan tinggi;Bagian Pengadaan Barang/Jasa"""
VERBS = """menyusun;melaksanakan;mengoordinasikan;memfasilitasi;mengevaluasi;memantau;menetapkan;mempublikasikan;
melaporkan;menyelenggarakan;mengembangkan;mengelola;menyiapkan;merumuskan;menelaah;menghimpun;memutakhirkan"""
OBJECTS = """rencana aksi daerah keterbukaan pemerintah;data terbuka per sektor;dokumen kontrak pengadaan barang/jasa;
laporan capaian komitmen;daftar informasi publik;mekanisme pengaduan masyarakat;pedoman konsultasi publik;anggaran
pendapatan dan belanja desa;indikator kinerja utama perangkat daerah;berita acara rapat pembahasan;standar pelayanan
minimal;peta jalan transparansi anggaran;basis data keluarga miskin;kajian kebutuhan kelompok rentan;jadwal
musyawarah perencanaan pembangunan;ringkasan masukan dan tanggapan;sistem informasi perencanaan terpadu"""
MANNERS = """secara berkala setiap triwulan;paling sedikit satu kali dalam enam bulan;dengan melibatkan unsur
masyarakat sipil dan akademisi;melalui laman resmi Pemerintah Kabupaten Bojonegoro;sesuai dengan ketentuan peraturan
perundang-undangan;berdasarkan hasil evaluasi tahun sebelumnya;dalam bentuk yang mudah dibaca dan dapat diolah kembali;
bersama perangkat daerah terkait;paling lambat empat belas hari kerja setelah rapat;tanpa mengurangi kewenangan
perangkat daerah;dengan memperhatikan perlindungan data pribadi"""
PURPOSES = """guna meningkatkan kualitas pelayanan publik;untuk mewujudkan pemerintahan yang terbuka dan partisipatif;
dalam rangka penguatan akuntabilitas pemerintahan desa;sebagai bahan pertimbangan Bupati dalam mengambil keputusan;agar
masyarakat memperoleh informasi yang benar dan tepat waktu;untuk mencegah penyimpangan dalam pengelolaan keuangan
daerah;demi terpenuhinya hak warga atas informasi;dengan tujuan mempercepat tindak lanjut atas masukan publik"""
PLACES = """di seluruh kecamatan;di lingkungan Pemerintah Kabupaten;pada tingkat desa dan kelurahan;
di bidang kesehatan;di bidang pendidikan;pada sektor pertanian dan ketahanan pangan;di bidang pekerjaan umum;
pada sektor minyak dan gas bumi;
di bidang kependudukan;pada urusan pemberdayaan perempuan dan perlindungan anak;di wilayah bantaran Bengawan Solo"""
OFFICES = (
    """Kepala Dinas;Sekretaris Dinas;Kepala Bidang;Kepala Subbagian;Kepala Seksi;Direktur;Koordinator;Ketua;Analis"""
)
UNITS = """Komunikasi dan Informatika;Kesehatan;Pendidikan;Sosial;Pekerjaan Umum;Pertanian;Perhubungan;Lingkungan Hidup;
Pemberdayaan Masyarakat dan Desa;Perencanaan Pembangunan;Kependudukan dan Pencatatan Sipil;Perdagangan;Pariwisata"""
POSTS = "Ketua;Wakil Ketua;Sekretaris;Wakil Sekretaris;Anggota;Anggota;Anggota;Narasumber"
HEADINGS = "Uraian tugas;Susunan keanggotaan;Tata kerja;Pembiayaan;Pelaporan;Ketentuan lain;Hubungan kerja;Tahapan"


def _bank(words):
    return [" ".join(phrase.split()) for phrase in words.split(";")]


class Author:
    """Writes blocks and revises them."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self._numbers = count(1)

    def pick(self, bank):
        return self.rng.choice(_bank(bank))

    def id(self):
        return f"{next(self._numbers):08x}-{self.rng.getrandbits(64):016x}"

    def task(self, end=";"):
        parts = [self.pick(VERBS), self.pick(OBJECTS)]
        parts += [self.pick(bank) for bank in (PLACES, MANNERS, PURPOSES) if self.rng.random() < 0.6]
        return " ".join(parts) + end

    def sentence(self):
        return f"{self.pick(ACTORS)} {self.task('.')}"

    def paragraph(self):
        return " ".join(self.sentence() for _ in range(self.rng.randint(1, 4)))

    def block(self, kind, value):
        return {"type": kind, "id": self.id(), "value": value}

    def items(self, low, high):
        return [self.block("item", self.task()) for _ in range(self.rng.randint(low, high))]

    def recital(self):
        return self.block("recital", f"bahwa {self.pick(ACTORS)} perlu {self.task()}")

    def citation(self):
        year = self.rng.randint(1999, 2017)
        about = f"{self.pick(OBJECTS)} {self.pick(PLACES)}".title()
        number, gazette = self.rng.randint(1, 60), self.rng.randint(1, 300)
        text = f"Undang-Undang Nomor {number} Tahun {year} tentang {about} (Lembaran Negara Republik Indonesia Tahun "
        return self.block(
            "citation", f"{text}{year} Nomor {gazette}, Tambahan Lembaran Negara Nomor {gazette + 4000});"
        )

    def diktum(self):
        points = self.items(2, 8) if self.rng.random() < 0.6 else []
        closing = self.sentence() if points and self.rng.random() < 0.2 else ""
        return self.block("diktum", {"text": self.paragraph(), "points": points, "closing": closing})

    def row(self):
        office = f"{self.pick(OFFICES)} {self.pick(UNITS)} {self.pick(PLACES)}"
        note = self.sentence() if self.rng.random() < 0.1 else ""
        return self.block("item", {"position": self.pick(POSTS), "office": office, "note": note})

    def body(self):
        yield self.block("heading", self.pick(HEADINGS))
        rows = [self.row() for _ in range(self.rng.randint(5, 20))]
        yield self.block("roster", {"caption": "", "rows": rows})
        for _ in range(self.rng.randint(3, 6)):
            yield self.block("heading", self.pick(HEADINGS))
            yield from (self.block("paragraph", self.paragraph()) for _ in range(self.rng.randint(2, 6)))
            yield self.block("list", self.items(3, 12))

    def annex(self):
        title = f"TUGAS {self.pick(ACTORS)} {self.pick(PLACES)}".upper()
        return self.block("annex", {"title": title, "body": list(self.body())})

    def decree(self, size):
        """Blocks of which the document has about `size` characters."""
        blocks = [make() for make, n in ((self.recital, 12), (self.citation, 40), (self.diktum, 40)) for _ in range(n)]
        while len(plain(document(blocks))) < size:
            blocks.append(self.annex())
        return blocks

    # The next draft

    def _lists(self, value):
        """Every list of blocks, however deep."""
        if isinstance(value, list):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from self._lists(inner)

    def _reword(self, text):
        words = text.split(" ")
        at = self.rng.randrange(len(words))
        fresh = self.task("").split(" ")[: self.rng.randint(1, 4)]
        words[at : at + self.rng.choice([0, 1, 1, 2])] = fresh if self.rng.random() < 0.8 else []
        return " ".join(words)

    def _edit(self, block):
        value = block["value"]
        if isinstance(value, str):
            block["value"] = self._reword(value)
        elif block["type"] == "diktum":
            value["text"] = self._reword(value["text"])
        elif "office" in value:
            value["position"] = self.pick(POSTS)

    def _change_lists(self, blocks, times):
        every = [one for one in self._lists(blocks) if len(one) > 2]
        lists = [one for one in every if isinstance(one[0]["value"], str) and one[0]["type"] == "item"]
        for _ in range(times):
            self.rng.choice(lists).insert(0, self.rng.choice(lists).pop())
            siblings = self.rng.choice(every)
            siblings.insert(0, siblings.pop(self.rng.randrange(1, len(siblings))))
            self.rng.choice(lists).pop()
            self.rng.choice(lists).insert(1, self.block("item", self.task()))
        blocks.insert(self.rng.randrange(len(blocks)), self.diktum())

    def _renewed(self, value):
        if isinstance(value, list):
            return [self._renewed(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        return {key: self.id() if key == "id" else self._renewed(inner) for key, inner in value.items()}

    def revise(self, blocks, *, edits, moves, new_ids):
        """The blocks with `edits` of them reworded, and `moves` times a clause carried to another list, one moved
        among its siblings, one removed and one added."""
        blocks = copy.deepcopy(blocks)
        texts = [one for siblings in self._lists(blocks) for one in siblings if one["type"] not in ("list", "roster")]
        for block in self.rng.sample(texts, edits):
            self._edit(block)
        self._change_lists(blocks, moves)
        return self._renewed(blocks) if new_ids else blocks


def document(blocks):
    return build(
        blocks,
        title="FORUM PEMERINTAHAN TERBUKA KABUPATEN BOJONEGORO",
        office="BUPATI BOJONEGORO",
        province="PROVINSI JAWA TIMUR",
        place="Bojonegoro",
        signatory="BUDI SANTOSA",
    )

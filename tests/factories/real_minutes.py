"""Real minutes as somebody types them into the notes of a meeting: the two meetings that the forum was founded in, told
with offices instead of names, and the forms of four offices."""

import datetime
import uuid
from dataclasses import dataclass

from forum.models import MeetingPage, Organisation
from minutes.models import MinutesPage
from minutes.services import notes
from minutes.text.notes import Written
from tests.factories.forum import OrganisationFactory, meeting_page


@dataclass(frozen=True)
class Typed:
    """`lines`: number of the agenda item from 1, and what is typed; 0 is beside the agenda."""

    title: str
    day: datetime.date
    organisations: dict[str, str]
    agenda: tuple[str, ...]
    lines: tuple[tuple[int, str], ...]


INPUTS_2018 = (
    "Perlunya RPJMD versi teknokratik",
    "Sinkronisasi visi dan misi Bupati terpilih dengan OGP",
    "Pengingat kepatuhan terhadap peraturan perundang-undangan tentang nilai-nilai OGP",
    "Diseminasi informasi yang sesungguhnya",
    "Mereduksi misinformasi tentang OGP kepada Bupati terpilih",
    "Sosialisasi dengan bahasa mudah tentang keterbukaan pemerintahan melalui video singkat dan pengajian",
    "Penggunaan istilah OGP menjadi Pemerintahan Terbuka",
    "Hasil IRM terhadap renaksi 2016-2017 menjadi bahan dasar penyusunan renaksi ke depan",
    "Ketiadaan bukti dokumentasi proses penyusunan renaksi tahun 2016-2017",
    "Publikasi undangan terbuka pelibatan masyarakat dalam penyusunan dan pelaksanaan renaksi",
)
PLANS_2018 = (
    "@BI dan @Kominfo pembagian tugas antara NGO sebagai watch dog dan Pemkab sebagai eksekutif",
    "@BI audiensi dengan Bupati terpilih untuk perkenalan OGP",
    "@BI @IDFoS seminar terbuka dengan Bupati terpilih sebagai narasumber",
    "@BI masuk menjadi bagian dari tim transisi Bupati terpilih",
    "@Kominfo membuat media sosial khusus untuk kegiatan OGP",
    "@Kominfo situs web khusus OGP",
    "@Kominfo sekretariat Tim OGP yang di-SK-kan, dengan alternatif lokasi di ruang PPID",
    "@Kominfo pertemuan berkala untuk monev antaranggota tim OGP",
    "@KPI diskusi keterbukaan pemerintahan secara berkala",
    "@IDFoS penjenamaan OGP untuk anak muda sebagai Duta OGP",
    "@Kominfo SK Bupati untuk Tim Kemitraan Pemerintahan Terbuka paling lambat 31 Agustus 2018",
    "@Kominfo sinkronisasi program antara DPA Dinas Kominfo dan program NGO",
    "@BI pertemuan lanjutan untuk lebih mengerucutkan Renaksi Pemerintahan Terbuka paling lambat 31 Juli 2018",
)
JUNE_2018 = Typed(
    "Pembahasan persiapan penyusunan Renaksi OGP Daerah",
    datetime.date(2018, 6, 28),
    {
        "Kominfo": "Dinas Komunikasi dan Informatika Kabupaten Bojonegoro",
        "BI": "Bojonegoro Institute",
        "IDFoS": "IDFoS Indonesia",
        "KPI": "Koalisi Perempuan Indonesia cabang Bojonegoro",
    },
    ("Latar belakang", "Masukan dan catatan", "Rencana"),
    (
        (0, "Hadir: BI 4 (Direktur), Kominfo 3 (Kepala Bidang), IDFoS 2, KPI 2"),
        (1, "Kominfo: batas waktu penyampaian Renaksi OGP Daerah ke Sekretariat OGP Internasional adalah Agustus 2018"),
        *((2, f"+ {text}") for text in INPUTS_2018),
        *((3, text) for text in PLANS_2018),
    ),
)
MAY_2017 = Typed(
    "Rapat koordinasi persiapan kunjungan Tim OGP Internasional",
    datetime.date(2017, 5, 9),
    {
        "Kominfo": "Dinas Komunikasi dan Informatika Kabupaten Bojonegoro",
        "Setda": "Sekretariat Daerah Kabupaten Bojonegoro",
        "Bappeda": "Badan Perencanaan Pembangunan Daerah",
        "DPMD": "Dinas Pemberdayaan Masyarakat dan Desa",
        "Dinkes": "Dinas Kesehatan",
        "DPMPTSP": "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Bagian Pembangunan": "Bagian Pembangunan Sekretariat Daerah",
        "BI": "Bojonegoro Institute",
    },
    ("Persiapan kunjungan", "Evaluasi capaian B03", "Langkah menuju B06", "SK Tim OGP"),
    (
        (0, "Hadir: Setda (Asisten Pemerintahan dan Kesejahteraan Rakyat), Kominfo 3, Bappeda, DPMD, Dinkes, DPMPTSP"),
        (0, "Hadir: Bagian Pembangunan, BI 2"),
        (1, "Asisten Pemerintahan, Setda: akan dibentuk Tim atau Dewan Pengarah yang melakukan evaluasi atas OGP"),
        (1, "+ BI: pengintegrasian seluruh aplikasi Pemkab menjadi bagian tugas BI bersama tim"),
        (2, "| Rencana aksi | Target B03 | Capaian |"),
        (2, "| Revolusi data | 100 % data dawis | belum mendekati 100 % |"),
        (2, "| Keterbukaan dokumen kontrak | aplikasi tersedia | tersedia |"),
        (2, "Yang agak berat capaiannya adalah data dawis"),
        (3, "- Bukti dukung"),
        (3, "-- laporan per kuartal"),
        (3, "--- foto dan daftar hadir"),
        (3, "- Laporan untuk Bupati"),
        (3, "@Bappeda, @Dinkes dan @DPMPTSP siapkan bukti dukung paling lambat 22 Mei 2017"),
        (3, "@Kominfo laporan capaian data dawis sebagai bahan Bupati paling lambat 22 Mei 2017"),
        (4, "Kepala Dinas, Kominfo: draf SK telah diajukan beberapa bulan lalu dan mengalami beberapa kali revisi"),
        (4, "KESATU: Membentuk Tim OGP dengan tiga lampiran"),
        (4, "- tim pengarah: ketua Sekretaris Daerah"),
        (4, "-- anggota Asisten II dan III, BI, IDFoS dan akademisi"),
        (4, "- tim pelaksana: ketua Asisten I, wakil ketua Kepala Dinas Kominfo"),
        (4, "-- pokja revolusi data"),
        (4, "-- pokja penguatan akuntabilitas pemerintahan desa"),
        (4, "-- pokja peningkatan transparansi sistem anggaran daerah"),
        (4, "-- pokja keterbukaan dokumen kontrak pengadaan barang dan jasa"),
        (4, "-- pokja peningkatan kualitas layanan publik"),
        (4, "- tim evaluasi"),
        (4, "KEDUA: Tim pengarah mengarahkan tim evaluasi dan tim pelaksana; tim evaluasi mengawasi tim pelaksana"),
        (4, "@BI masukan tentang uraian tugas umum masing-masing tim paling lambat 16 Mei 2017"),
    ),
)
OFFICES = {
    "Kominfo": "Dinas Komunikasi dan Informatika",
    "Inspektorat": "Inspektorat Daerah",
    "Bappeda": "Badan Perencanaan Pembangunan Daerah",
    "RSUD": "Rumah Sakit Umum Daerah Dr. R. Sosodoro Djatikoesoemo Bojonegoro yang Melayani Seluruh Kecamatan",
}
TARGETS = Typed(
    "Rapat evaluasi kinerja triwulan",
    datetime.date(2024, 4, 4),
    OFFICES,
    ("Capaian kinerja", "Kendala dan solusi"),
    (
        (0, "Hadir: Kominfo 2, Inspektorat, Bappeda, RSUD (Wakil Direktur)"),
        (1, "| Sasaran | Indikator | Satuan | Target 2024 | Triwulan I | Kendala |"),
        (
            1,
            "| Layanan informasi | Permohonan dijawab tepat waktu | % | 100 | 87,5 | menunggu disposisi unit |",
        ),
        (1, "| Anggaran | Serapan | Rp | 1.250.000.000 | 212.400.000 | |"),
        (2, "Kendala utama adalah disposisi yang dicetak"),
    ),
)
IN_CHARGE = Typed(
    "Rapat tindak lanjut hasil pemeriksaan",
    datetime.date(2024, 5, 2),
    OFFICES,
    ("Temuan", "Rencana tindak lanjut"),
    (
        (0, "Diwakili: Inspektorat (Sekretaris)"),
        (0, "Hadir: Kominfo, Bappeda"),
        (0, "Izin: RSUD (akreditasi rumah sakit)"),
        (2, "@Inspektorat, @Kominfo dan @Bappeda menyusun jadwal bersama paling lambat 17 Mei 2024"),
        (2, "@RSUD @Kominfo memutakhirkan daftar aset paling lambat akhir Juni 2024"),
    ),
)
PER_ITEM = Typed(
    "Rapat penetapan standar pelayanan",
    datetime.date(2024, 6, 13),
    OFFICES,
    ("Standar pelayanan permohonan informasi", "Maklumat pelayanan", "Survei kepuasan"),
    (
        (0, "Hadir: Kominfo, Inspektorat, Bappeda, RSUD"),
        (1, "! Jangka waktu jawaban adalah sepuluh hari kerja"),
        (2, "! Maklumat ditandatangani dan dipasang di loket"),
        (2, "- ukuran A3"),
        (2, "- bahasa Indonesia dan Jawa"),
        (3, "! Survei dilakukan dua kali setahun"),
    ),
)
# What is counted: 20 organisations, 12 inputs, 8 decisions, 10 follow-ups.
TWENTY = {f"OPD{n}": f"Organisasi Perangkat Daerah Nomor {n}" for n in range(1, 21)}
COUNTED = Typed(
    "Rapat koordinasi dua puluh organisasi",
    datetime.date(2024, 8, 15),
    TWENTY,
    ("Laporan", "Masukan", "Keputusan dan tindak lanjut"),
    (
        (0, "Hadir: " + ", ".join(f"{name} 2" for name in TWENTY)),
        *((2, f"+ OPD{n}: data yang dipakai harus sama dengan data induk") for n in range(1, 13)),
        *((3, f"! Hasil nomor {n} diumumkan di laman PPID") for n in range(1, 9)),
        *((3, f"@OPD{n} kirim data paling lambat 30 Agustus") for n in range(1, 11)),
    ),
)
SIGNED = Typed(
    "Rapat kesepakatan berbagi data",
    datetime.date(2024, 7, 11),
    OFFICES,
    ("Kesepakatan",),
    (
        (0, "Hadir: Kominfo (Kepala Dinas), Inspektorat (Inspektur), Bappeda (Kepala Badan), RSUD (Direktur)"),
        (1, "KESATU: Data dibagi melalui satu portal"),
        (1, "KEDUA: Setiap pihak menunjuk wali data"),
    ),
)
ALL = {
    "june_2018": JUNE_2018,
    "may_2017": MAY_2017,
    "targets": TARGETS,
    "in_charge": IN_CHARGE,
    "per_item": PER_ITEM,
    "signed": SIGNED,
    "counted": COUNTED,
}


def meeting_of(typed: Typed) -> MeetingPage:
    known = set(Organisation.objects.values_list("short_name", flat=True))
    for short, name in typed.organisations.items():
        if short not in known:
            OrganisationFactory(name=name, short_name=short)
    morning = datetime.datetime.combine(typed.day, datetime.time(6), datetime.UTC)
    return meeting_page(title=typed.title, starts_at=morning, agenda=typed.agenda)


def entered(typed: Typed, *, by) -> MinutesPage:
    """Through the notes of the meeting, as the interface writes them."""
    meeting = meeting_of(typed)
    keys = ["", *(item.key for item in meeting.agenda_items.all())]
    rows = [(uuid.uuid4(), keys[item], text) for item, text in typed.lines]
    notes.write_notes(meeting, [Written(key, key, item, text) for key, item, text in rows], by=by)
    return notes.take_notes(meeting, by=by).minutes

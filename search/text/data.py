"""What no rule tells of Indonesian words."""


def _listed(words: str) -> list[str]:
    return words.split()


# Too common to be looked for, or only there to ask.
STOP = frozenset(
    _listed("""
    ada adakah adalah agar akan akankah anda antara apa apabila apakah atas atau bagaimana bagaimanakah bagi bahwa
    banyak beberapa belum berapa berapakah bila bisa bisakah dalam dan dapat dapatkah dari daripada demi dengan di
    dia dimana hal hanya harus hingga ia ialah ini itu itulah jadi jika juga kah kalau kami kapan kapankah karena ke
    kemana kepada kita lagi lah lalu lebih maka mana mari masih mau melalui mengapa mengenai mereka namun nya oleh
    pada padahal para per perihal pernah pernahkah pun saat saja sambil sampai sana sangat saya sebab sebagai
    sebagaimana sebuah secara sedang sehingga sejak selama seluruh semua seperti serta sesuai sesuatu setelah siapa
    siapakah soal sudah sudahkah supaya tapi telah tentang terhadap terkait tersebut tetapi tiap tidak untuk yaitu
    yakni yang the of and to in for on
    """)
)

# End or begin like an affix, and have none there.
WHOLE = frozenset(
    _listed("""
    anggota beliau beras beres berita besar bendahara benih benteng bersih betul dialog digital dinas direksi
    direktur disiplin diskusi distribusi divisi jumlah kecamatan kelurahan keluarga kemarin kementerian kepala keris
    kerja ketua langkah lembaga majalah makalah masalah menteri menu merah meter pekan pemuda penuh perak perangkat
    perempuan periode peran persen persis pesan pesantren peta petugas sampah sekolah sedekah seminar terang terima
    terus wilayah bulan jalan jembatan kelas bukan dewan ikan kantor makan perlu pertama pupuk rawan ringan sarjana
    taman tahun tanaman
    """)
)

# Said twice, they are another word: `undang` is to invite, `undang-undang` a law.
TWICE = ("undang",)

# The same word as it is or was spelled; the first of each line stands for all.
_SPELLINGS = """
    izin ijin
    jadwal jadual
    provinsi propinsi
    risiko resiko
    aktivitas aktifitas
    praktik praktek
    analisis analisa
    nasihat nasehat
    kuitansi kwitansi
    kualitas kwalitas
    apotek apotik
    teknik tehnik
    teknologi tehnologi
    hierarki hirarki
    objek obyek
    subjek subyek
    proyek projek
    standar standard
    sistem sistim
    metode metoda
    februari pebruari feb
    november nopember nov
    agustus agu agt
    juli july
    juni june
    mei may
    maret march
    jumat jumaat
    miliar milyar
    karier karir
    komplet komplit
    ekspor eksport
    impor import
    survei survey
    saksama seksama
    sekretaris sekertaris
    sekretariat sekertariat
    kabupaten kabupatan
    legalisasi legalisir
    koordinasi kordinasi
    efektif efektip
    puskesmas puskesmes
    silakan silahkan
    napas nafas
    pikir fikir
    ubah rubah
    paham faham
    terampil trampil
    notula notulen notulensi
    draf draft
    rancangan rencangan
    email surel posel
    daring online
    luring offline
    unduh download
    unggah upload
    situs website laman
"""
_LINES = [_listed(line) for line in _SPELLINGS.strip().splitlines()]
SPELLINGS = {other: first for first, *others in _LINES for other in others}

MONTH_NAMES = _listed("januari februari maret april mei juni juli agustus september oktober november desember")
_SHORT_MONTHS = {
    "jan": 1, "pebruari": 2, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8,
    "sep": 9, "sept": 9, "okt": 10, "nopember": 11, "nov": 11, "des": 12,
}  # fmt: skip
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)} | _SHORT_MONTHS
SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}

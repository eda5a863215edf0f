"""A notula with every kind of block, and small documents around one text."""

from datetime import date

from forum.documents import model

Item = model.Item
META = model.Metadata("Notula Rapat Koordinasi", date(2017, 5, 9), "005/12/412.213/2017", "Dinas Kominfo")


def around(*blocks, **meta):
    return model.Document(model.Metadata(**{"title": "Uji", "date": date(2020, 2, 3), **meta}), blocks)


def everywhere(text):
    """One document with `text` in every place that takes any."""
    block = model.SignatureBlock(text, text, (text,), text, (text,))
    return model.Document(
        model.Metadata(text, date(2020, 2, 3), text, text),
        (
            model.Letterhead((text, text), (text,), rule=True),
            model.Title((text,)),
            model.Heading(text),
            model.Centered(text),
            model.Paragraph(
                (model.Run(text, bold=True), model.Run(text, italic=True), model.Run(text, underline=True))
            ),
            model.Labelled(text, (Item(text, text, (Item(text, text),)), Item("", text))),
            model.Numbered((Item(text, text),)),
            model.KeyValues((model.KeyValue.of(text, text),)),
            model.Table((model.Column(text), model.Column(text)), ((text, text), (text,)), text),
            model.PageBreak(),
            model.AnnexHeader((text,), ((text, text),), (text,)),
            model.Signatures(block, left=block),
        ),
        running_head=text,
    )


PEOPLE = (
    ("Badan Perencanaan Pembangunan Daerah", "Pemerintah", "hadir"),
    ("Bojonegoro Institute", "LSM", "hadir"),
    ("Koalisi Perempuan Indonesia", "LSM", "izin"),
)
NOTULA = model.Document(
    META,
    (
        model.Letterhead(("PEMERINTAH KABUPATEN CONTOH", "DINAS KOMINFO"), ("Jalan Contoh Nomor 1",), rule=True),
        model.Title(("NOTULA", "NOMOR : 005/12/412.213/2017"), bold=True),
        model.KeyValues(
            (
                model.KeyValue.of("Hari/Tanggal", "Selasa, 9 Mei 2017"),
                model.KeyValue("Acara", (Item("1.", "Pembahasan rancangan;"), Item("2.", "Hal lain."))),
            )
        ),
        model.Heading("Peserta"),
        model.Table(
            (
                model.Column("NO.", 1, centered=True),
                model.Column("ORGANISASI", 6),
                model.Column("UNSUR", 3),
                model.Column("HADIR", 3),
            ),
            tuple((f"{n}.", *person) for n, person in enumerate(PEOPLE, 1)),
        ),
        model.Heading("Pembahasan"),
        model.Paragraph((model.Run("Asisten", bold=True), model.Run(" menyampaikan arahan.")), indent=True),
        model.Heading("Masukan"),
        model.Numbered(
            (Item("1.", "Unsur akademisi dimuat."), Item("2.", "Undangan:", (Item("a.", "OMS;"), Item("b.", "umum."))))
        ),
        model.Heading("Keputusan"),
        model.Numbered((Item("1.", "Rancangan memuat tiga lampiran."),)),
        model.Heading("Tindak lanjut"),
        model.Table(
            (model.Column("URAIAN", 4), model.Column("PENANGGUNG JAWAB", 3), model.Column("TENGGAT", 2)),
            (("Menyusun rancangan kedua", "Dinas Kominfo", "23 Mei 2017"), ("Tidak ada lagi",)),
        ),
        model.Signatures(
            model.SignatureBlock("Notulis,", "SRI WULANDARI", before=("Contoh, 12 Mei 2017",)),
            model.SignatureBlock("Pimpinan Rapat,", "BUDI SANTOSO", mark="ttd."),
        ),
    ),
)

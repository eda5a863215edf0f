"""Sixty letters of ten points about the demo's third draft, in the forms in which offices and NGOs write them.

A letter is blocks: ("p", words), ("h", words), ("l", [marks and words]), ("t", rows). `as_text` writes it as a mail,
`as_html` for pandoc. Each point knows its clause.
"""

import random
from dataclasses import dataclass
from functools import cache

from cms.demo.data import decree as demo
from decrees.text import Kind, build, walk_with_parents
from decrees.text.place_names import cite_clauses

SEED = 12


@cache
def document():
    words = {"office": "BUPATI BOJONEGORO", "province": "JAWA TIMUR", "place": "Bojonegoro", "signatory": "NAMA"}
    return build(demo.draft_3(), title=demo.TITLE, **words)


@dataclass(frozen=True)
class Letter:
    form: str
    blocks: list
    truth: list  # ids of clauses, point by point


ASKS = [
    "perlu diperjelas agar tidak menimbulkan tafsir ganda dalam pelaksanaannya.",
    "kami nilai belum memuat jangka waktu yang tegas.",
    "sebaiknya menyebut unsur masyarakat sipil secara jelas.",
    "mohon disesuaikan dengan hasil rapat forum tanggal 9 Mei.",
    "belum mencerminkan kesepakatan para pihak, karena itu kami minta ditinjau kembali.",
    "kami dukung sepenuhnya, dengan catatan pelaksanaannya diumumkan kepada masyarakat.",
]
REASONS = [
    "agar selaras dengan asas keterbukaan",
    "supaya dapat diukur dan diawasi masyarakat",
    "untuk menghindari beban anggaran yang tidak perlu",
    "sesuai dengan Pasal 4 Undang-Undang Nomor 14 Tahun 2008",
    "karena sudah menjadi praktik di daerah lain",
]
CHANGES = ["diubah menjadi", "diganti dengan", "agar diubah menjadi", "sebaiknya diganti menjadi"]
WORDS = {
    "menetapkan": "merumuskan",
    "melaksanakan": "menjalankan",
    "setiap": "paling sedikit setiap",
    "tim": "kelompok kerja",
    "rencana": "dokumen rencana",
    "laporan": "laporan tertulis",
    "masyarakat": "masyarakat luas",
    "dan": "serta",
}
USUAL = {Kind.RECITAL, Kind.CITATION, Kind.DIKTUM, Kind.POINT, Kind.ITEM, Kind.ROW, Kind.ANNEX}


def clauses():
    """What people write about, with what it stands in and its name: no lists and no tables as a whole."""
    named = cite_clauses(document())
    found = walk_with_parents(document())
    return [(clause, parents, named[clause.id]) for clause, parents in found if clause.kind in USUAL]


def cited(rng, clause, parents, name):
    """As people write it."""
    label = clause.label.rstrip(".")
    match clause.kind:
        case Kind.DIKTUM:
            number = [each.id for each in document().diktums].index(clause.id) + 1
            forms = [name, f"Diktum {label}", f"Diktum {label.title()}", f"diktum ke-{number}", f"DIKTUM {label}"]
        case Kind.POINT:
            host = parents[-1].label
            forms = [name, f"huruf {label} diktum {host}", f"Diktum {host.title()} huruf {label}"]
            forms.append(f"Diktum {host}, huruf {label})")
        case Kind.RECITAL:
            forms = [name, f"Konsideran Menimbang huruf {label}", f"konsideran huruf {label}"]
            forms.append(f"bagian Menimbang, huruf {label}")
        case Kind.CITATION:
            forms = [name, f"Dasar hukum angka {label}", f"bagian Mengingat angka {label}", f"Mengingat nomor {label}"]
        case Kind.ROW:
            annex = parents[0].label.replace("LAMPIRAN", "Lampiran")
            forms = [f"{annex} nomor {label} ({clause.cells[0]}, {clause.cells[1]})"]
        case _:
            forms = [name, name.replace("Lampiran", "lampiran")]
    return rng.choice(forms)


def a_passage(rng, clause):
    """A few words of it that stand there once, and others for them."""
    words = (clause.cells[1] if clause.cells else clause.text).rstrip(".;").split()
    for _ in range(20):
        many = min(len(words), rng.choice([3, 4, 5, 6]))
        at = rng.randint(0, len(words) - many)
        passage = " ".join(words[at : at + many])
        if clause.text.count(passage) == 1:
            changed = " ".join(WORDS.get(word.lower(), word) for word in passage.split())
            return passage, changed if changed != passage else f"{passage} secara terbuka"
    return clause.text, f"{clause.text} secara terbuka"


def topic(clause):
    return " ".join((clause.cells[1] if clause.cells else clause.text).split()[:7]).rstrip(",;.")


def point(rng, place, clause, *, quoting):
    if quoting:
        passage, other = a_passage(rng, clause)
        return f"{place}: frasa “{passage}” {rng.choice(CHANGES)} “{other}” {rng.choice(REASONS)}."
    forms = [
        f"{place} tentang {topic(clause)} {rng.choice(ASKS)}",
        f"Pada {place}, {topic(clause).lower()}, {rng.choice(ASKS)}",
        f"Terkait {place} kami mengusulkan penyempurnaan {rng.choice(REASONS)}.",
        f"Kami mengusulkan agar {place} dirumuskan ulang {rng.choice(REASONS)}.",
    ]
    return rng.choice(forms)


OFFICES = ["Bojonegoro Institute", "IDFoS Indonesia", "Dinas Kesehatan", "Koalisi Perempuan Indonesia", "Bappeda"]
LEADS = [
    "Menindaklanjuti surat Saudara Nomor 005/881/412.211/2026 tanggal 2 November 2026 perihal permintaan masukan, "
    "bersama ini kami sampaikan tanggapan kami sebagai berikut:",
    "Sehubungan dengan konsultasi publik atas rancangan tersebut, kami menyampaikan masukan sebagai berikut:",
    "Setelah mencermati rancangan dimaksud, dengan ini kami sampaikan beberapa hal berikut:",
]


def opening(rng, n):
    lines = [
        OFFICES[n % len(OFFICES)].upper(),
        "Jalan Mas Tumapel Nomor 1 Bojonegoro, telepon (0353) 881826",
        f"Bojonegoro, {n % 28 + 1} November 2026",
        f"Nomor : 005/{n}/{'412.101' if n % 2 else 'BI'}/2026",
        "Sifat : Penting",
        "Lampiran : 1 (satu) berkas",
        "Perihal : Tanggapan atas Rancangan Keputusan Bupati tentang Tim Open Government",
        "Kepada",
        "Yth. Kepala Dinas Komunikasi dan Informatika",
        "di BOJONEGORO",
        "Dengan hormat,",
        rng.choice(LEADS),
    ]
    return [("p", line) for line in lines]


def closing(n):
    thanks = "Demikian tanggapan ini kami sampaikan. Atas perhatian Saudara kami ucapkan terima kasih."
    lines = [thanks, "Hormat kami,", "Ketua", "Siti Aminah"]
    copies = [("p", "Tembusan:"), ("l", ["1. Bupati Bojonegoro", "2. Arsip"])] if n % 2 else []
    return [*(("p", line) for line in lines), *copies]


def numbered(rng, picked):
    return [
        ("l", [f"{n}. {point(rng, cited(rng, *each), each[0], quoting=n % 2)}" for n, each in enumerate(picked, 1)])
    ]


def bulleted(rng, picked):
    return [("l", [f"- {point(rng, cited(rng, *each), each[0], quoting=rng.random() < 0.5)}" for each in picked])]


def labelled(rng, picked):
    blocks = []
    for n, each in enumerate(picked, 1):
        passage, other = a_passage(rng, each[0])
        labels = [f"Semula: “{passage}”", f"Menjadi: “{other}”", f"Alasan: {rng.choice(REASONS)}."]
        blocks += [("p", line) for line in [f"{n}. {cited(rng, *each)}", *labels]]
    return blocks


def headed(rng, picked):
    """Points of a clause under its name; they say nothing of where."""
    blocks = []
    for each in picked[:5]:
        blocks.append(("h", f"{rng.choice(['Terhadap ', 'Tanggapan terhadap ', ''])}{cited(rng, *each)}:"))
        said = [f"a. Rumusan ini {rng.choice(ASKS)}", f"b. Kami mengusulkan penyempurnaan {rng.choice(REASONS)}."]
        blocks.append(("l", said))
    return blocks


def sectioned(rng, picked):
    """Recitals, laws, dictums and annexes, each with its points."""
    parts = [
        ("A. KONSIDERAN MENIMBANG", {Kind.RECITAL}, "Huruf {}"),
        ("B. DASAR HUKUM", {Kind.CITATION}, "Angka {}"),
        ("C. BATANG TUBUH", {Kind.DIKTUM, Kind.POINT}, ""),
        ("D. LAMPIRAN", {Kind.ITEM, Kind.ROW, Kind.ANNEX}, ""),
    ]
    blocks, order = [], []
    for head, kinds, short in parts:
        of_it = [each for each in picked if each[0].kind in kinds]
        places = [short.format(each[0].label.rstrip(".")) or cited(rng, *each) for each in of_it]
        if of_it:
            blocks.append(("h", head))
            blocks.append(("l", [f"{n}. {place} {rng.choice(ASKS)}" for n, place in enumerate(places, 1)]))
            order += of_it
    return blocks, order


def columns(rng, picked):
    rows = [["No", "Bagian/Pasal/Diktum", "Rumusan semula", "Usulan", "Alasan"]]
    for n, each in enumerate(picked, 1):
        rows.append([f"{n}.", cited(rng, *each), *a_passage(rng, each[0]), rng.choice(REASONS)])
    return [("t", rows)]


def remarks(rng, picked):
    rows = [["No.", "Diktum/Lampiran", "Masukan", "Keterangan"]]
    for n, each in enumerate(picked, 1):
        rows.append([str(n), cited(rng, *each), f"Rumusan {rng.choice(ASKS)}", rng.choice(REASONS)])
    return [("t", rows)]


def quoting(rng, picked):
    """Without any number of a clause: by the words alone."""
    return [
        ("l", [f"{n}) Rumusan “{each[0].text.rstrip('.;')}” {rng.choice(ASKS)}" for n, each in enumerate(picked, 1)])
    ]


def paragraphs(rng, picked):
    places = [cited(rng, *each) for each in picked]
    return [
        ("p", f"{place[:1].upper()}{place[1:]}: {topic(each[0])} {rng.choice(ASKS)}")
        for place, each in zip(places, picked, strict=True)
    ]


FORMS = [numbered, bulleted, labelled, headed, sectioned, columns, remarks, quoting, paragraphs, columns]


def letters(many=60, seed=SEED):
    rng = random.Random(seed)
    return [letter(rng, n) for n in range(many)]


def letter(rng, n):
    form = FORMS[n % len(FORMS)]
    picked = rng.sample([each for each in clauses() if form is not quoting or each[0].kind is not Kind.ROW], 10)
    blocks = form(rng, picked)
    if form is sectioned:
        blocks, picked = blocks
    if form is headed:
        picked = [each for each in picked[:5] for _ in range(2)]
    truth = [clause.id for clause, _, _ in picked]
    if n % 20 == 9:  # the table comes behind the signature
        told = [("p", "Tanggapan kami termuat dalam matriks terlampir."), *closing(n), ("p", "LAMPIRAN SURAT")]
        return Letter("annexed", [*opening(rng, n), *told, *blocks], truth)
    return Letter(form.__name__, [*opening(rng, n), *blocks, *closing(n)], truth)


def as_text(letter, *, width=92):
    """As it stands in a mail: a table with bars, an empty line between paragraphs."""
    lines = []
    for kind, content in letter.blocks:
        if kind == "t":
            lines += [f"| {' | '.join(row)} |" for row in content]
        for words in {"t": [], "l": content}.get(kind, [content]):
            lines += [*_wrapped(words, width), *([] if kind == "l" else [""])]
        lines.append("")
    return "\n".join(lines)


def _wrapped(words, width):
    line, lines = "", []
    for word in words.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def as_html(letter):
    """For pandoc, which makes files of it."""
    out = []
    for kind, content in letter.blocks:
        if kind == "t":
            rows = ["".join(f"<td>{cell}</td>" for cell in row) for row in content]
            out.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        elif kind == "l":
            out.append(_list(content))
        else:
            out.append(f"<h2>{content}</h2>" if kind == "h" else f"<p>{content}</p>")
    return f"<html><body>{''.join(out)}</body></html>"


def _list(items):
    """As a word processor numbers it by itself."""
    mark = items[0].split()[0]
    tag, kind = ("ul", "") if mark == "-" else ("ol", f" type='{'a' if mark[0] == 'a' else '1'}'")
    inner = "".join(f"<li><p>{item.split(' ', 1)[1]}</p></li>" for item in items)
    return f"<{tag}{kind}>{inner}</{tag}>"

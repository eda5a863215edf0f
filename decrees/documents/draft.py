"""The paper form of a decree: a clause tree becomes a document model in the order the drafting rules give.

The fixed words are Indonesian whatever the reader's language: they are part of the legal text, not of the interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from decrees.text import Clause, Document, Kind
from forum.documents import model

BLANK = "…" * 10
UNDATED = date(2000, 1, 1)
# Two-word offices; for any other the first word is the office and the rest the region.
RANKS = ("WALI KOTA", "WAKIL BUPATI", "WAKIL WALI KOTA", "WAKIL GUBERNUR", "SEKRETARIS DAERAH")
ROSTER = (
    model.Column("NO.", 14, centered=True),
    model.Column("KEDUDUKAN DALAM TIM", 64),
    model.Column("JABATAN/INSTANSI", 87),
)
ROSTER_WITH_NOTES = (*ROSTER[:2], model.Column("JABATAN/INSTANSI", 50), model.Column("KETERANGAN", 37))


def build_decree(
    document: Document,
    *,
    draft_label: str | None = None,
    digest: str = "",
    dated: date | None = None,
    emblem: model.Image | None = None,
    states_title: bool = True,
) -> model.Document:
    """`dated` and `digest` (the sha256 of a version) stand in the properties of the file.

    `states_title` prints the line after Menetapkan.
    """
    blocks = (*_opening(document, emblem), *_grounds(document), *_operative(document, states_title), *_close(document))
    annexes = [block for annex in document.annexes for block in _annex(document, annex)]
    metadata = _metadata(document, dated, draft_label or "", digest)
    return model.Document(metadata, (*blocks, *annexes), running_head=draft_label or "")


def _metadata(document: Document, dated: date | None, draft_label: str, digest: str) -> model.Metadata:
    """The properties of a draft's file say that it is one, and which: it may be separated from its name."""
    title = f"{_decree_of(document.office)} tentang {document.title}"
    return model.Metadata(
        f"{draft_label}: {title}" if draft_label else title,
        dated or UNDATED,
        identifier=document.number,
        author=document.office,
        keywords=tuple(filter(None, (draft_label, f"sha256:{digest}" if digest else ""))),
    )


def _decree_of(office: str) -> str:
    return f"KEPUTUSAN {office.upper()}"


def _rank(office: str) -> str:
    known = (rank for rank in RANKS if office.upper().startswith(rank))
    return next(known, office.split()[0].upper() if office.split() else "")


def _opening(document: Document, emblem: model.Image | None) -> Iterator[model.Block]:
    office = document.office.upper()
    province = (document.province.upper(),) if document.province else ()
    yield model.Letterhead((office, *province), emblem=emblem)
    number = f"NOMOR : {document.number or BLANK}"
    yield model.Title((_decree_of(office), number, "TENTANG", document.title.upper()))
    yield model.Centered(f"{office},")


def _grounds(document: Document) -> Iterator[model.Block]:
    parts = (("Menimbang", document.recitals), ("Mengingat", document.citations), ("Memperhatikan", document.regards))
    for label, clauses in parts:
        if clauses:
            yield model.Labelled(label, _items(clauses))


def _operative(document: Document, states_title: bool) -> Iterator[model.Block]:
    yield model.Centered("MEMUTUSKAN:")
    stated = f"KEPUTUSAN {_rank(document.office)} TENTANG {document.title.upper()}." if states_title else ""
    yield model.Labelled("Menetapkan", (model.Item("", stated),))
    for diktum in document.diktums:
        yield model.Labelled(diktum.label, (model.Item("", diktum.text), *_items(diktum.children)))


def _items(clauses: tuple[Clause, ...]) -> tuple[model.Item, ...]:
    """A closing sentence has no number: it stands under the points, across the column."""
    return tuple(
        model.Item("" if clause.kind is Kind.CLOSING else clause.label, clause.text, _items(clause.children))
        for clause in clauses
    )


def _close(document: Document) -> Iterator[model.Block]:
    place = (f"Ditetapkan di {document.place or BLANK}", f"pada tanggal {document.date or BLANK}")
    yield model.Signatures(_signature(document, before=place))
    if document.copies:
        yield model.Paragraph("Tembusan:")
        copies = tuple(model.Item(f"{n}.", copy) for n, copy in enumerate(document.copies, 1))
        yield model.KeyValues((model.KeyValue("Yth.", copies),), key_mm=11, separator="")


def _signature(document: Document, before: tuple[str, ...] = ()) -> model.SignatureBlock:
    return model.SignatureBlock(f"{document.office.upper()},", document.signatory.upper() or BLANK, before=before)


def _annex(document: Document, annex: Clause) -> Iterator[model.Block]:
    yield model.PageBreak()
    yield model.AnnexHeader(
        (annex.label, _decree_of(document.office)),
        (("NOMOR", document.number or BLANK), ("TANGGAL", document.date or BLANK)),
        ("TENTANG", document.title.upper()),
    )
    yield model.Title((annex.text.upper(),))
    for part in annex.children:
        yield _annex_part(part)
    yield model.Signatures(_signature(document))


def _annex_part(clause: Clause) -> model.Block:
    match clause.kind:
        case Kind.HEADING:
            return model.Heading(f"{clause.label} {clause.text}".strip())
        case Kind.LIST:
            return model.Numbered(_items(clause.children))
        case Kind.ROSTER:
            return _roster(clause)
        case _:
            return model.Paragraph(clause.text, indent=True)


def _roster(clause: Clause) -> model.Table:
    noted = any(len(row.cells) > 2 and row.cells[2] for row in clause.children)
    width = 3 if noted else 2
    rows = tuple((row.label, *(*row.cells, "", "", "")[:width]) for row in clause.children)
    return model.Table(ROSTER_WITH_NOTES if noted else ROSTER, rows, caption=clause.text)

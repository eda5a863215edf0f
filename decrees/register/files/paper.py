"""The register as a paper: a wide table, and the objections that are maintained as its annex."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils import translation

from decrees.models.comments import FurtherPlace
from decrees.register import Row
from decrees.register.files import extract as told
from decrees.register.files.extract import Extract
from decrees.register.words import told_dispositions
from forum.documents import model
from forum.documents.model import Run, Text

COLUMNS = (
    model.Column("NO.", 5, centered=True),
    model.Column("PENGUSUL", 17),
    model.Column("RUMUSAN RANCANGAN", 21),
    model.Column("TANGGAPAN DAN USUL", 30),
    model.Column("JAWABAN DAN ALASAN", 28),
    model.Column("PERUBAHAN NASKAH", 21),
    model.Column("KETERANGAN", 17),
)
OBJECTIONS = (
    model.Column("NO.", 5, centered=True),
    model.Column("BAGIAN", 16),
    model.Column("TANGGAPAN", 34),
    model.Column("JAWABAN YANG DITOLAK", 34),
    model.Column("KEBERATAN", 34),
)
NONE = "Tidak ada organisasi yang mempertahankan keberatan."
BREAK = Run("\n")


def paper(extract: Extract) -> model.Document:
    """Always in Indonesian: it is an office's paper, whoever downloads it."""
    with translation.override("id"):
        blocks = (*_head(extract), *_table(extract), model.PageBreak(), *_annex(extract))
        title = f"Matriks tanggapan atas rancangan keputusan tentang {extract.title}"
        metadata = model.Metadata(title, extract.day, identifier=f"matriks-{extract.register.decree.pk}-{extract.seq}")
        head = f"MATRIKS TANGGAPAN — keadaan pada {told.day(extract.at)}"
        return model.Document(metadata, blocks, running_head=head, landscape=True)


def _head(extract: Extract) -> Iterator[model.Block]:
    yield model.Title(("MATRIKS TANGGAPAN", "ATAS RANCANGAN KEPUTUSAN TENTANG", extract.title.upper()), bold=True)
    facts = [
        ("Keadaan pada", f"{told.day(extract.at)}, peristiwa nomor {extract.seq}, sidik {extract.digest}"),
        ("Dapat dibaca oleh", told.READERS[extract.reader]),
        *((str(label), str(word)) for label, word in extract.chosen),
        ("Ringkasan", _summary(extract)),
        *((("Perhatian", told.warning(extract)),) if extract.sums.restricted else ()),
        ("Alamat", extract.url),
    ]
    yield model.KeyValues(tuple(model.KeyValue.of(key, value) for key, value in facts))


def _summary(extract: Extract) -> str:
    sums = extract.sums
    answers = ", ".join(f"{n} {label}" for _value, label, n in told_dispositions(sums))
    sentences = [
        f"{sums.comments} tanggapan dari {sums.organisations} organisasi.",
        f"{sums.answered} dijawab ({answers})." if answers else "",
        f"{sums.unanswered} belum dijawab." if sums.unanswered else "",
        f"{sums.objections} keberatan dipertahankan." if sums.objections else "",
        f"{sums.unshown} diterima, tetapi perubahannya belum ditunjuk." if sums.unshown else "",
    ]
    return " ".join(filter(None, sentences))


def _table(extract: Extract) -> Iterator[model.Block]:
    yield model.Heading("Tanggapan dan jawaban")
    if extract.rows:
        yield model.Table(COLUMNS, tuple(_row(at, row) for at, row in enumerate(extract.rows, start=1)))
    else:
        yield model.Paragraph("Tidak ada tanggapan.")


def _row(at: int, row: Row) -> tuple[Text, ...]:
    return (str(at), _proposer(row), _passage(row), _said(row), _answer(row), "\n".join(told.changes(row)), _notes(row))


def _proposer(row: Row) -> Text:
    comment = row.comment
    lines = [comment.office, told.day(comment.created_at), f"Komentar nomor {comment.pk}"]
    lines += [f"diterima di atas kertas pada {told.day(comment.received_on)}"] if comment.received_on else []
    lines += ["Sikap organisasi (resmi)"] if comment.is_position else []
    lines += [told.seen_by(comment)] if told.seen_by(comment) else []
    return (Run(comment.organisation.label, bold=True), *_lines(lines))


def _passage(row: Row) -> Text:
    comment = row.comment
    place = f"{comment.clause_label} (versi {comment.version.number})"
    quote = (BREAK, Run(f"“{comment.quote}”", italic=True)) if comment.quote else (BREAK, Run("seluruh bagian"))
    now = f"hilang dari versi terbaru (semula di {row.place})" if row.lost else f"kini {row.place}" if row.moved else ""
    further = [run for one in row.further for run in _further(one)]
    return (Run(place, bold=True), *quote, *_lines([now] if now else []), *further)


def _further(one: FurtherPlace) -> tuple[Run, ...]:
    told = f" ({one.words}{', kini ' + one.label if one.label != one.passage.label else ''})" if one.words else ""
    quote = (BREAK, Run(f"“{one.passage.quote}”", italic=True)) if one.passage.quote else ()
    return (BREAK, Run(f"dan {one.passage.label}", bold=True), Run(told), *quote)


def _said(row: Row) -> Text:
    comment = row.comment
    said = (Run(comment.text),) if comment.text else ()
    if not comment.proposal:
        return said
    beside = (Run(f" (bersama No. {comment.together_with_id})"),) if comment.together_with_id else ()
    return (*said, *((BREAK,) if said else ()), Run("Usul rumusan: ", bold=True), *redline(comment.proposal), *beside)


def redline(segments: Sequence[tuple[str, str]]) -> Iterator[Run]:
    """Struck out and underlined, as in every office."""
    for at, (op, text) in enumerate(segments):
        if op == "insert" and at and segments[at - 1][0] == "delete":
            yield Run(" ")
        yield Run(text, underline=op == "insert", bold=op == "insert", strike=op == "delete")


def _answer(row: Row) -> Text:
    if row.answer is None:
        return told.disposition(row)
    by = f"{told.office_of_answer(row)}, {told.answered_on(row, row.answer)}"
    lines = [row.answer.reason, by, *filter(None, [told.together(row)]), *told.history(row)]
    return (Run(told.disposition(row).capitalize(), bold=True), *_lines(lines))


def _notes(row: Row) -> str:
    comment, reaction = row.comment, row.reaction
    said = f"{comment.organisation.label} {told.stance(row)}" if reaction else ""
    notes = [
        f"Menyangkut: {comment.get_tag_display()}" if comment.tag else "",
        f"Didukung {', '.join(one.label for one in row.supporters)}" if row.supporters else "",
        f"{row.replies} balasan" if row.replies else "",
        f"{said}: {reaction.reason}" if reaction and reaction.reason else said,
        f"Perjalanan: {told.story(row)}" if len(row.story) > 1 else "",
    ]
    return "\n".join(filter(None, notes))


def _lines(lines: Sequence[str]) -> Iterator[Run]:
    for line in lines:
        yield BREAK
        yield Run(line)


def _annex(extract: Extract) -> Iterator[model.Block]:
    yield model.Title(("LAMPIRAN", "KEBERATAN YANG DIPERTAHANKAN"), bold=True)
    if not extract.objections:
        yield model.Paragraph(NONE)
    for organisation, rows in groupby(extract.objections, key=lambda row: row.comment.organisation):
        yield model.Heading(organisation.name)
        yield model.Table(OBJECTIONS, tuple(_objection(at, row) for at, row in enumerate(rows, start=1)))


def _objection(at: int, row: Row) -> tuple[Text, ...]:
    place = f"{row.comment.clause_label} (versi {row.comment.version.number})"
    said = row.reaction.reason if row.reaction else ""
    by = f"\n{row.reaction.office}, {told.day(row.reaction.at)}" if row.reaction else ""
    return (str(at), place, _said(row), _answer(row), said + by)

"""The paper form of minutes: letterhead, facts, attendance, discussion, decisions, signatures."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from forum.documents.invitations.letter import agenda_items, facts, letterhead
from forum.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Item,
    KeyValues,
    Metadata,
    Numbered,
    Paragraph,
    Run,
    SignatureBlock,
    Signatures,
    Table,
    Title,
)
from forum.ledger.proofs import mark_of
from minutes import events
from minutes.documents.rich_text import read_rich_text
from minutes.documents.tables import decision_item, table_blocks
from minutes.models import ActionItem, Approval, Decision, MinutesPage, content
from minutes.models.shown import Shown, ShownOffice, shown_of
from minutes.reading import pages
from minutes.reading.corrections import Objection, annex_of

DRAFT = "RANCANGAN — belum disahkan"


def build_minutes(minutes: MinutesPage) -> Document:
    """Always in Indonesian, whoever downloads it, because it is an official paper."""
    with translation.override("id"):
        shown = shown_of(minutes)
        blocks = (
            letterhead(shown.letterhead.lines, shown.letterhead.forum_name),
            Title(_title(minutes), bold=True),
            _facts(minutes, shown),
            *_attendance(minutes, shown),
            *_discussion(minutes, shown),
            *_outcomes(minutes),
            *_numbered("Masukan", [_input(row) for row in pages.rows_of(minutes, "inputs", shown)]),
            *_numbered("Keputusan", [_decision(one) for one in content.items_of(minutes, "decisions")]),
            *_actions(minutes, shown),
            *_attachments(minutes),
            *_objections(minutes),
            *approval_lines(minutes),
            signatures(minutes, shown),
        )
        return Document(_metadata(minutes, shown), blocks, running_head=mark(minutes) if minutes.live else DRAFT)


def mark(minutes: MinutesPage) -> str:
    """By which entry it was published; of an earlier edition that it was replaced."""
    if minutes.superseded:
        return f"EDISI {minutes.edition} — digantikan oleh edisi {minutes.superseded}"
    return mark_of(minutes, events.MINUTES_PUBLISHED, events.MINUTES_CHANGED)


def _metadata(minutes: MinutesPage, shown: Shown) -> Metadata:
    day = timezone.localtime(minutes.started_at or shown.meeting.starts_at).date()
    title = f"{minutes.get_kind_display().capitalize()}: {shown.meeting.title}"
    return Metadata(
        title=title if minutes.live else f"{DRAFT}: {title}",
        date=day,
        identifier=f"notula-{minutes.pk}-{minutes.edition}",
        author=shown.letterhead.forum_name,
        keywords=() if minutes.live else (DRAFT,),
    )


def _title(minutes: MinutesPage) -> tuple[str, ...]:
    number = f"NOMOR: {minutes.number}" if minutes.number else ""
    return tuple(filter(None, [minutes.get_kind_display().upper(), number]))


def _facts(minutes: MinutesPage, shown: Shown) -> KeyValues:
    meeting = shown.meeting
    agenda = agenda_items(meeting.points, with_hours=False)
    rows: list[tuple[str, Any]] = [
        ("Rapat", meeting.title),
        ("Hari/Tanggal", pages.day_of(minutes, meeting)),
        ("Surat undangan", ", ".join(shown.letters)),
        ("Pukul", pages.hours_of(minutes, meeting)),
        ("Tempat", meeting.place),
        ("Acara", agenda),
        ("Pimpinan rapat", shown.office("chair")),
        ("Sekretaris", shown.office("secretary")),
        ("Pencatat", shown.office("note_taker")),
    ]
    return facts(rows)


def _attendance(minutes: MinutesPage, shown: Shown) -> list[Block]:
    rows = pages.rows_of(minutes, "attendance", shown)
    columns = (
        Column("NO", 2, centered=True),
        Column("INSTANSI/ORGANISASI", 11),
        Column("UNSUR", 6),
        Column("KEHADIRAN", 7),
        Column("JUMLAH", 5, centered=True),
    )
    cells = [
        (str(n), _came(row), _sector(row), str(row.item.get_status_display()), str(row.item.people))
        for n, row in enumerate(rows, 1)
    ]
    if minutes.public_participants:
        cells.append((str(len(rows) + 1), "Masyarakat umum", "–", "hadir", str(minutes.public_participants)))
    return [Heading("Peserta Rapat"), Table(columns, tuple(cells))] if cells else []


def _name(row: pages.Row) -> str:
    return row.organisation.name if row.organisation else ""


def _sector(row: pages.Row) -> str:
    return row.organisation.sector.name if row.organisation else ""


def _came(row: pages.Row) -> str:
    return f"{_name(row)} ({row.item.capacity})" if row.item.capacity else _name(row)


def _discussion(minutes: MinutesPage, shown: Shown) -> list[Block]:
    blocks: list[Block] = []
    for block in content.discussion_of(minutes):
        blocks.extend(_BLOCKS[block.block_type](block.value, shown))
    return [Heading("Pembahasan"), *blocks] if blocks else []


def _statement(value: Any, shown: Shown) -> list[Block]:
    speaker = content.speaker_of(value, shown)
    said_by = (Run(f"{speaker}: ", bold=True),) if speaker else ()
    return [Paragraph((*said_by, Run(value["text"])))]


_BLOCKS: dict[str, Callable[[Any, Shown], list[Block]]] = {
    "heading": lambda value, shown: [Heading(value)],
    "paragraph": lambda value, shown: list(read_rich_text(value.source)),
    "statement": _statement,
    "table": lambda value, shown: table_blocks(value),
}


def _input(row: pages.Row) -> Item:
    source = f" ({_name(row)})" if row.organisation else ""
    return Item(f"{row.item.number}.", f"{row.item.text}{source}")


def _outcomes(minutes: MinutesPage) -> list[Block]:
    settled = [one for one in content.items_of(minutes, "outcomes") if one.outcome]
    items = [Item(f"{n}.", f"{one.text}: {one.get_outcome_display()}") for n, one in enumerate(settled, 1)]
    return _numbered("Acara yang Diputuskan", items)


def _decision(decision: Decision) -> Item:
    dissent = f"Pendapat berbeda: {decision.dissent}" if decision.dissent else ""
    return decision_item(f"{decision.number}.", decision.text, dissent)


def _numbered(title: str, items: list[Item]) -> list[Block]:
    return [Heading(title), Numbered(tuple(items))] if items else []


def _actions(minutes: MinutesPage, shown: Shown) -> list[Block]:
    items = content.items_of(minutes, "action_items")
    columns = (
        Column("NO", 1, centered=True),
        Column("URAIAN", 6),
        Column("PENANGGUNG JAWAB", 4),
        Column("TENGGAT", 3),
    )
    rows = tuple((str(a.number), a.text, _in_charge(a, shown), _day(a.due_date)) for a in items)
    return [Heading("Tindak Lanjut"), Table(columns, rows)] if rows else []


def _in_charge(item: ActionItem, shown: Shown) -> str:
    owners = [shown.organisation(key) for key in item.owner_keys]
    offices = [shown.office(f"post:{post.pk}") for post in item.posts.all()]
    return "; ".join([*(one.name for one in owners if one), *filter(None, offices)])


def _attachments(minutes: MinutesPage) -> list[Block]:
    items = [Item(f"{n}.", a.title) for n, a in enumerate(content.items_of(minutes, "attachments"), 1)]
    return _numbered("Lampiran", items)


def _objections(minutes: MinutesPage) -> list[Block]:
    """Annexed under the name of who objected, with the answer."""
    annex = annex_of(minutes, pages.approval_of(minutes, minutes.edition))
    return _numbered("Keberatan yang Dilampirkan", [Item(f"{n}.", _objection(one)) for n, one in enumerate(annex, 1)])


def _objection(one: Objection) -> str:
    parts = [
        f"{one.organisation}{f' ({one.place})' if one.place else ''}.",
        f"Tertulis: “{one.quote}”." if one.quote else "",
        f"Usul: “{one.proposed}”." if one.proposed else "",
        f"Alasan: {one.reason}",
        f"Jawaban: {one.answer}" if one.answer else "Belum dijawab.",
    ]
    return " ".join(filter(None, parts))


def approval_lines(minutes: MinutesPage) -> list[Block]:
    approval = pages.approval_of(minutes, minutes.edition)
    if approval is None:
        return []
    by = f" oleh {approval.office}" if approval.office else ""
    way, *said = _terms(approval)
    told = " ".join([f"Disahkan pada tanggal {_day(timezone.localtime(approval.made_at))}{by}{way}.", *said])
    return [Paragraph(told)]


def _terms(approval: Approval) -> list[str]:
    """How it was approved; then a sentence each for what readers should know."""
    if not hasattr(approval, "terms"):
        return [""]
    terms = approval.terms
    return [
        f" dalam {terms.meeting.title}" if terms.meeting else " secara tertulis",
        *(["Penyunting terakhir dan yang mengesahkan adalah orang yang sama."] if terms.same_person else []),
        *([f"{terms.unanswered} keberatan belum dijawab pada saat pengesahan."] if terms.unanswered else []),
    ]


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else "–"


def signatures(minutes: MinutesPage, shown: Shown) -> Signatures:
    day = timezone.localtime(minutes.started_at or shown.meeting.starts_at)
    place = f"{shown.letterhead.place}, {_day(day)}" if shown.letterhead.place else ""
    chair, writer = shown.offices.get("chair"), shown.offices.get("note_taker") or shown.offices.get("secretary")
    right = SignatureBlock(_signing(chair, "Pimpinan Rapat"), _holder(chair), before=(place,) if place else ())
    return Signatures(right, SignatureBlock(_signing(writer, "Notulis"), _holder(writer)) if writer else None)


def _signing(office: ShownOffice | None, role: str) -> str:
    return f"{role},\n{office.label}" if office else f"{role},"


def _holder(office: ShownOffice | None) -> str:
    return office.holder if office else ""

"""The paper form of minutes: letterhead, facts, attendance, discussion, decisions, signatures."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from forum.documents.invitations.letter import agenda_items, facts, letterhead, paper_of
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
    Table,
    Title,
)
from forum.ledger.proofs import mark_of
from forum.models import ForumSettings
from minutes import events
from minutes.documents import agreement, signing
from minutes.documents.rich_text import read_rich_text
from minutes.documents.tables import decision_blocks, table_blocks
from minutes.models import ActionItem, Approval, MinutesPage, content
from minutes.models.shown import Shown, shown_of
from minutes.reading import pages
from minutes.reading.corrections import Objection, annex_of
from minutes.reading.template import template_in_use
from minutes.text.agreed import AGREED

DRAFT = "RANCANGAN — belum disahkan"


def build_minutes(minutes: MinutesPage, *, to_be_signed: bool = False) -> Document:
    """Always in Indonesian, whoever downloads it, because it is an official paper. `to_be_signed`: with the employee
    numbers of those who sign, which are for the secretariat alone."""
    with translation.override("id"):
        shown, local = shown_of(minutes), ForumSettings.objects.first() or ForumSettings()
        blocks = (
            letterhead(shown.letterhead.lines, shown.letterhead.forum_name, emblem=local.emblem),
            Title(_title(minutes, shown), bold=True),
            *(_agreed if minutes.is_agreement else _recorded)(minutes, shown),
            *_attachments(minutes),
            *_objections(minutes),
            *approval_lines(minutes),
            *([agreement.closing_block()] if minutes.is_agreement else []),
            *signing.all_signatures(minutes, shown, to_be_signed=to_be_signed),
        )
        is_draft = not (minutes.is_locked_record if to_be_signed else minutes.live)
        head = DRAFT if is_draft else "" if to_be_signed else mark(minutes)
        about = _metadata(minutes, shown, is_draft=is_draft)
        return Document(about, blocks, running_head=head, paper=paper_of(local), template=template_in_use())


def _recorded(minutes: MinutesPage, shown: Shown) -> list[Block]:
    """Notula and risalah: facts, then all that was said."""
    decisions = decision_blocks(content.items_of(minutes, "decisions"))
    return [
        _facts(minutes, shown),
        *_attendance(minutes, shown),
        *_said(minutes, shown),
        *([Heading("Keputusan"), *decisions] if decisions else []),
        *_actions(minutes, shown),
    ]


def _agreed(minutes: MinutesPage, shown: Shown) -> list[Block]:
    """Berita acara: who met on which day, what was said, then what was agreed."""
    decisions = decision_blocks(content.items_of(minutes, "decisions"))
    said = _said(minutes, shown)
    head = [Heading("Keputusan")] if said else []
    agreed: list[Block] = [*head, Paragraph(AGREED, indent=True), *decisions] if decisions else []
    return [
        *agreement.opening_blocks(minutes, shown),
        *said,
        *agreed,
        *_actions(minutes, shown),
    ]


def _said(minutes: MinutesPage, shown: Shown) -> list[Block]:
    return [
        *_discussion(minutes, shown),
        *_outcomes(minutes),
        *_numbered("Masukan", [_input(row) for row in pages.rows_of(minutes, "inputs", shown)]),
    ]


def mark(minutes: MinutesPage) -> str:
    """By which entry it was published; of an earlier edition that it was replaced."""
    if minutes.superseded:
        return f"EDISI {minutes.edition} — digantikan oleh edisi {minutes.superseded}"
    return mark_of(minutes, events.MINUTES_PUBLISHED, events.MINUTES_CHANGED)


def _metadata(minutes: MinutesPage, shown: Shown, *, is_draft: bool) -> Metadata:
    title = f"{minutes.get_kind_display().capitalize()}: {shown.meeting.title}"
    return Metadata(
        title=f"{DRAFT}: {title}" if is_draft else title,
        date=timezone.localtime(minutes.started_at or shown.meeting.starts_at).date(),
        identifier=f"notula-{minutes.pk}-{minutes.edition}",
        author=shown.letterhead.forum_name,
        keywords=(DRAFT,) if is_draft else (),
    )


def _title(minutes: MinutesPage, shown: Shown) -> tuple[str, ...]:
    about = shown.meeting.title.upper() if minutes.is_agreement else ""
    number = f"NOMOR: {minutes.number}" if minutes.number else ""
    return tuple(filter(None, [minutes.get_kind_display().upper(), about, number]))


def _facts(minutes: MinutesPage, shown: Shown) -> KeyValues:
    meeting = shown.meeting
    agenda = agenda_items(meeting.points, with_hours=False)
    rows: list[tuple[str, Any]] = [
        ("Rapat", meeting.title),
        ("Tim", meeting.team or ""),
        ("Hari/Tanggal", pages.day_of(minutes, meeting)),
        ("Surat undangan", ", ".join(shown.letters)),
        ("Pukul", pages.hours_of(minutes, meeting)),
        ("Tempat", meeting.place),
        ("Acara", agenda),
        ("Pimpinan rapat", shown.office("chair")),
        ("Sekretaris", shown.office("secretary")),
        ("Pencatat", shown.office("note_taker")),
        ("Rekaman", shown.recording.link if shown.recording and minutes.live else ""),
    ]
    return facts(rows)


def _attendance(minutes: MinutesPage, shown: Shown) -> list[Block]:
    rows = pages.rows_of(minutes, "attendance", shown)
    # In millimetres of F4: "Masyarakat" and "KEHADIRAN" stay whole, the rest is for the names.
    columns = (
        Column("NO", 12, centered=True),
        Column("INSTANSI/ORGANISASI", 63),
        Column("UNSUR", 33),
        Column("KEHADIRAN", 33),
        Column("JUMLAH", 24, centered=True),
    )
    cells = [
        (str(n), _came(row), _sector(row), str(row.item.get_status_display()), str(row.item.people))
        for n, row in enumerate(rows, 1)
    ]
    guests = content.guests_of(minutes)
    cells += [(str(n), guest, "undangan", "hadir", "1") for n, guest in enumerate(guests, len(rows) + 1)]
    if minutes.public_participants:
        cells.append((str(len(cells) + 1), "Masyarakat umum", "–", "hadir", str(minutes.public_participants)))
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


def _numbered(title: str, items: list[Item]) -> list[Block]:
    return [Heading(title), Numbered(tuple(items))] if items else []


def _actions(minutes: MinutesPage, shown: Shown) -> list[Block]:
    items = content.items_of(minutes, "action_items")
    # "PENANGGUNG JAWAB" and "30 September 2026" stand on one line.
    columns = (
        Column("NO", 12, centered=True),
        Column("URAIAN", 53),
        Column("PENANGGUNG JAWAB", 55),
        Column("TENGGAT", 45),
    )
    rows = tuple((str(a.number), _to_do(a), _in_charge(a, shown), _day(a.due_date)) for a in items)
    return [Heading("Tindak Lanjut"), Table(columns, rows)] if rows else []


def _to_do(item: ActionItem) -> str:
    """With the ids under which it is treated elsewhere, as text: paper leads nowhere."""
    return "\n".join(filter(None, [item.text, item.outside_words]))


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

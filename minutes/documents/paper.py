"""The paper form of minutes: letterhead, facts, attendance, discussion, decisions, signatures."""

from collections.abc import Callable
from itertools import takewhile
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.models import Site

from forum.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Item,
    KeyValue,
    KeyValues,
    Letterhead,
    Metadata,
    Numbered,
    Paragraph,
    Run,
    SignatureBlock,
    Signatures,
    Table,
    Title,
)
from forum.documents.spelling import full_date
from forum.ledger.proofs import mark_of
from forum.models import ForumSettings, InvitationPage, Membership, Post
from minutes import events
from minutes.documents.rich_text import read_rich_text
from minutes.models import MinutesPage, content
from minutes.reading import pages

DRAFT = "RANCANGAN — belum disahkan"


def build_minutes(minutes: MinutesPage) -> Document:
    """Always in Indonesian, whoever downloads it, because it is an official paper."""
    with translation.override("id"):
        settings = _settings()
        blocks = (
            _letterhead(settings),
            Title(_title(minutes), bold=True),
            _facts(minutes),
            *_attendance(minutes),
            *_discussion(minutes),
            *_numbered("Masukan", [_input(i) for i in pages.with_related(minutes, "inputs", "organisation")]),
            *_numbered("Keputusan", [Item(f"{d.number}.", d.text) for d in content.items_of(minutes, "decisions")]),
            *_actions(minutes),
            *_attachments(minutes),
            *_approval(minutes),
            _signatures(minutes, settings),
        )
        return Document(_metadata(minutes, settings), blocks, running_head=_mark(minutes) if minutes.live else DRAFT)


def _mark(minutes: MinutesPage) -> str:
    return mark_of(minutes, events.MINUTES_PUBLISHED, events.MINUTES_CHANGED)


def _settings() -> ForumSettings:
    site = Site.objects.filter(is_default_site=True).first()
    return ForumSettings.for_site(site) if site else ForumSettings()


def _metadata(minutes: MinutesPage, settings: ForumSettings) -> Metadata:
    day = timezone.localtime(minutes.started_at or minutes.held_meeting.starts_at).date()
    title = f"{minutes.get_kind_display().capitalize()}: {minutes.held_meeting.title}"
    return Metadata(
        title=title if minutes.live else f"{DRAFT}: {title}",
        date=day,
        identifier=f"notula-{minutes.pk}-{minutes.edition}",
        author=settings.forum_name,
        keywords=() if minutes.live else (DRAFT,),
    )


def _letterhead(settings: ForumSettings) -> Letterhead:
    """The names of offices are in capitals; the lines below them are the address."""
    lines = tuple(line.strip() for line in settings.letterhead.splitlines() if line.strip())
    offices = tuple(takewhile(str.isupper, lines)) or lines[:1]
    return Letterhead(offices or (settings.forum_name,), lines[len(offices) :], rule=True)


def _title(minutes: MinutesPage) -> tuple[str, ...]:
    number = f"NOMOR: {minutes.number}" if minutes.number else ""
    return tuple(filter(None, [minutes.get_kind_display().upper(), number]))


def _facts(minutes: MinutesPage) -> KeyValues:
    meeting = minutes.held_meeting
    agenda = tuple(Item(f"{n}.", item.text) for n, item in enumerate(meeting.agenda_items.all(), 1))
    rows = [
        ("Rapat", meeting.title),
        ("Hari/Tanggal", full_date(minutes.started_at or meeting.starts_at)),
        ("Surat undangan", _invitation_numbers(minutes)),
        ("Pukul", pages.hours_of(minutes)),
        ("Tempat", ", ".join(filter(None, [meeting.room, meeting.address]))),
        ("Acara", agenda),
        ("Pimpinan rapat", pages.office_of(minutes.chair)),
        ("Sekretaris", pages.office_of(minutes.secretary)),
        ("Pencatat", pages.office_of(minutes.note_taker)),
    ]
    return KeyValues(tuple(_fact(key, value) for key, value in rows if value))


def _fact(key: str, value: str | tuple[Item, ...]) -> KeyValue:
    return KeyValue.of(key, value) if isinstance(value, str) else KeyValue(key, value)


def _invitation_numbers(minutes: MinutesPage) -> str:
    """Numbers of public invitations only, because everybody can read the paper."""
    letters = InvitationPage.objects.live().about(minutes.held_meeting).filter(is_open=True).exclude(number="")
    return ", ".join(letters.values_list("number", flat=True))


def _attendance(minutes: MinutesPage) -> list[Block]:
    rows = pages.with_related(minutes, "attendance", "organisation__sector")
    columns = (
        Column("NO", 1, centered=True),
        Column("INSTANSI/ORGANISASI", 6),
        Column("UNSUR", 3),
        Column("KEHADIRAN", 3),
        Column("JUMLAH", 2, centered=True),
    )
    cells = [
        (str(n), _came(row), row.organisation.sector.name, str(row.get_status_display()), str(row.people))
        for n, row in enumerate(rows, 1)
    ]
    if minutes.public_participants:
        cells.append((str(len(rows) + 1), "Masyarakat umum", "–", "hadir", str(minutes.public_participants)))
    return [Heading("Peserta Rapat"), Table(columns, tuple(cells))] if cells else []


def _came(row: Any) -> str:
    return f"{row.organisation.name} ({row.capacity})" if row.capacity else row.organisation.name


def _discussion(minutes: MinutesPage) -> list[Block]:
    blocks: list[Block] = []
    for block in minutes.discussion:
        blocks.extend(_BLOCKS[block.block_type](block.value))
    return [Heading("Pembahasan"), *blocks] if blocks else []


def _statement(value: Any) -> list[Block]:
    organisation = value["organisation"].name if value["organisation"] else ""
    speaker = ", ".join(filter(None, [value["office"], organisation]))
    said_by = (Run(f"{speaker}: ", bold=True),) if speaker else ()
    return [Paragraph((*said_by, Run(value["text"])))]


_BLOCKS: dict[str, Callable[[Any], list[Block]]] = {
    "heading": lambda value: [Paragraph((Run(value, bold=True),))],
    "paragraph": lambda value: list(read_rich_text(value.source)),
    "statement": _statement,
}


def _input(item: Any) -> Item:
    source = f" ({item.organisation.name})" if item.organisation else ""
    return Item(f"{item.number}.", f"{item.text}{source}")


def _numbered(title: str, items: list[Item]) -> list[Block]:
    return [Heading(title), Numbered(tuple(items))] if items else []


def _actions(minutes: MinutesPage) -> list[Block]:
    items = pages.with_related(minutes, "action_items", "owner")
    columns = (
        Column("NO", 1, centered=True),
        Column("URAIAN", 6),
        Column("PENANGGUNG JAWAB", 4),
        Column("TENGGAT", 3),
    )
    rows = tuple((str(a.number), a.text, a.owner.name, _day(a.due_date)) for a in items)
    return [Heading("Tindak Lanjut"), Table(columns, rows)] if rows else []


def _attachments(minutes: MinutesPage) -> list[Block]:
    items = [Item(f"{n}.", a.title) for n, a in enumerate(content.items_of(minutes, "attachments"), 1)]
    return _numbered("Lampiran", items)


def _approval(minutes: MinutesPage) -> list[Block]:
    if not pages.is_approved(minutes):
        return []
    by = f" oleh {minutes.approved_as}" if minutes.approved_as else ""
    return [Paragraph(f"Disahkan pada tanggal {_day(timezone.localtime(minutes.approved_at))}{by}.")]


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else "–"


def _signatures(minutes: MinutesPage, settings: ForumSettings) -> Signatures:
    day = minutes.started_at or minutes.held_meeting.starts_at
    place = f"{settings.place}, {_day(timezone.localtime(day))}" if settings.place else ""
    chair = SignatureBlock(
        _signing(minutes.chair, "Pimpinan Rapat"), _holder(minutes.chair, day), before=(place,) if place else ()
    )
    writer = minutes.note_taker or minutes.secretary
    return Signatures(chair, SignatureBlock(_signing(writer, "Notulis"), _holder(writer, day)) if writer else None)


def _signing(post: Post | None, role: str) -> str:
    return f"{role},\n{post.label}" if post else f"{role},"


def _holder(post: Post | None, day: Any) -> str:
    """The person who held the post on the day of the meeting: the paper does not change when the post changes hands."""
    if post is None:
        return ""
    held = Membership.objects.current(timezone.localtime(day).date()).filter(post=post).select_related("person")
    membership = held.order_by("pk").first()
    return str(membership.person) if membership else ""

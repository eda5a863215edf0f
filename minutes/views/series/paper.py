"""The paper of a series: what it holds, all decisions, what is still to be done, then each record as its own paper has
it."""

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.formats import date_format

from forum.documents.invitations.letter import facts, letterhead, paper_of
from forum.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    Item,
    Letterhead,
    Metadata,
    Numbered,
    PageBreak,
    Paragraph,
    Table,
    Title,
)
from forum.models import ForumSettings
from minutes.archive.series import MOST, Asked, Summed, sum_up
from minutes.documents.paper import build_minutes
from minutes.models import MinutesPage
from minutes.models.shown import Shown, shown_of
from minutes.reading import pages
from minutes.reading.actions.standing import ActionRow
from minutes.reading.template import template_in_use

TITLE = "HIMPUNAN NOTULA"


def build_series(asked: Asked) -> Document:
    """Always in Indonesian, as each of the papers."""
    with translation.override("id"):
        minutes, title, local = asked.minutes, asked.title, ForumSettings.objects.first() or ForumSettings()
        summed, newest = sum_up(minutes), minutes[-1]
        head = shown_of(newest).letterhead
        blocks = (
            letterhead(local.letterhead or head.lines, local.forum_name or head.forum_name, emblem=local.emblem),
            Title((TITLE, title.upper()), bold=True),
            _facts(asked, summed),
            *_contents(summed),
            *_decisions(summed),
            *_open(summed),
            *(block for one in minutes for block in _record(one)),
        )
        about = Metadata(
            title=f"Himpunan notula: {title}",
            date=timezone.localtime(newest.meeting.starts_at).date(),
            identifier="himpunan-notula",
            author=head.forum_name,
        )
        return Document(
            about, blocks, running_head=f"{TITLE} — {title}", paper=paper_of(local), template=template_in_use()
        )


def _facts(asked: Asked, summed: Summed) -> Block:
    days = [_day(part.minutes, part.shown) for part in (summed.parts[0], summed.parts[-1])]
    open_ = len(summed.open)
    rows = [
        ("Isi", f"{len(summed.parts)} notula" + (f" terbaru (paling banyak {MOST} notula)" if asked.is_cut else "")),
        ("Masa", days[0] if days[0] == days[1] else f"{days[0]} sampai dengan {days[1]}"),
        ("Keputusan", str(len(summed.decisions))),
        ("Tindak lanjut", f"{open_} belum selesai, {summed.closed} selesai atau dibatalkan"),
    ]
    return facts(rows)


def _contents(summed: Summed) -> list[Block]:
    items = tuple(
        Item(f"{n}.", f"{part.minutes.title} ({_day(part.minutes, part.shown)})")
        for n, part in enumerate(summed.parts, 1)
    )
    return [Heading("Daftar Isi"), Numbered(items)]


def _decisions(summed: Summed) -> list[Block]:
    rows = tuple(
        (str(n), one.decision.text, f"{one.minutes.title}, keputusan {one.decision.number}")
        for n, one in enumerate(summed.decisions, 1)
    )
    columns = (Column("NO", 1, centered=True), Column("KEPUTUSAN", 8), Column("NOTULA", 5))
    return [Heading("Ikhtisar Keputusan"), Table(columns, rows)] if rows else []


def _open(summed: Summed) -> list[Block]:
    rows = tuple((str(n), row.item.text, row.in_charge, _due(row), _state(row)) for n, row in enumerate(summed.open, 1))
    columns = (
        Column("NO", 1, centered=True),
        Column("URAIAN", 6),
        Column("PENANGGUNG JAWAB", 4),
        Column("TENGGAT", 3),
        Column("KEADAAN", 3),
    )
    none: Sequence[Block] = [Paragraph("Semua tindak lanjut selesai atau dibatalkan.")] if summed.closed else []
    return [Heading("Tindak Lanjut yang Belum Selesai"), Table(columns, rows)] if rows else [*none]


def _record(minutes: MinutesPage) -> list[Block]:
    """From a new page on, under its own title and without the letterhead, which stands before all of them."""
    own = build_minutes(minutes)
    where = f"Edisi {minutes.edition}. {own.running_head}" if own.running_head else f"Edisi {minutes.edition}."
    return [PageBreak(), *(block for block in own.blocks if not isinstance(block, Letterhead)), Paragraph(where)]


def _day(minutes: MinutesPage, shown: Shown) -> str:
    return str(pages.day_of(minutes, shown.meeting))


def _due(row: ActionRow) -> str:
    return date_format(row.item.due_date, "j F Y") if row.item.due_date else "–"


def _state(row: ActionRow) -> str:
    """Without the days that it is late: the paper says the same tomorrow."""
    late = "lewat tenggat" if row.standing.days_late else ""
    return ", ".join(filter(None, [str(row.standing.state.label), late]))

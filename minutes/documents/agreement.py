"""What a berita acara says in its own form: the day in words, who met, what was agreed."""

from forum.documents.invitations.letter import agenda_items
from forum.documents.model import Block, Item, Numbered, Paragraph
from minutes.models import MinutesPage
from minutes.models.shown import Shown
from minutes.reading import pages
from minutes.text.agreed import CLOSING


def opening_blocks(minutes: MinutesPage, shown: Shown) -> list[Block]:
    came, away = pages.who_met(minutes, shown)
    agenda = agenda_items(shown.meeting.points, with_hours=False)
    about: list[Block] = [Paragraph("dengan acara:"), Numbered(agenda)] if agenda else []
    return [
        Paragraph(pages.opening_of(minutes, shown), indent=True),
        *_listed(came),
        *([Paragraph(f"Tidak hadir: {'; '.join(away)}.")] if away else []),
        *about,
    ]


def _listed(texts: list[str]) -> list[Block]:
    return [Numbered(tuple(Item(f"{n}.", text) for n, text in enumerate(texts, 1)))] if texts else []


def closing_block() -> Paragraph:
    return Paragraph(CLOSING, indent=True)

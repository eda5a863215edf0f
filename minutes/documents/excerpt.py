"""The excerpt of one decision (petikan) on paper: where it was decided, its words, who signs."""

from django.utils import timezone, translation

from forum.documents.invitations.letter import facts, letterhead, paper_of
from forum.documents.model import Block, Document, Heading, Item, Metadata, Numbered, Paragraph, Title
from forum.models import ForumSettings
from minutes.documents.paper import approval_lines, mark
from minutes.documents.signing import certified
from minutes.documents.tables import own_and_points
from minutes.models import MinutesPage
from minutes.reading import pages
from minutes.reading.decisions import OneDecision
from minutes.reading.template import template_in_use


def build_excerpt(minutes: MinutesPage, decision: OneDecision) -> Document:
    """Always in Indonesian, as it is an official paper."""
    with translation.override("id"):
        shown, meeting = decision.shown, decision.shown.meeting
        local = ForumSettings.objects.first() or ForumSettings()
        blocks = (
            letterhead(shown.letterhead.lines, shown.letterhead.forum_name, emblem=local.emblem),
            Title(_title(decision), bold=True),
            facts(
                [
                    ("Rapat", meeting.title),
                    ("Hari/Tanggal", pages.day_of(minutes, meeting)),
                    ("Tempat", meeting.place),
                    ("Nomor notula", minutes.number),
                    ("Pimpinan rapat", shown.office("chair")),
                ]
            ),
            Heading("Memutuskan"),
            *_decided(decision),
            *_dissents(decision),
            *approval_lines(minutes),
            Paragraph("Petikan ini sesuai dengan notula yang disahkan."),
            certified(minutes, shown),
        )
        return Document(
            _metadata(minutes, decision),
            blocks,
            running_head=mark(minutes),
            paper=paper_of(local),
            template=template_in_use(),
        )


def _title(decision: OneDecision) -> tuple[str, ...]:
    official = decision.official
    number = f"NOMOR {official.place} TAHUN {official.year}" if official else f"NOMOR {decision.item.number}"
    return "PETIKAN KEPUTUSAN RAPAT", number


def _decided(decision: OneDecision) -> list[Block]:
    """The points below its first lines hang in their column, as in the minutes."""
    own, points = own_and_points(decision.item.text)
    lines = [Paragraph(line) for line in own.splitlines() if line.strip()]
    return [*lines, *([Numbered(points)] if points else [])]


def _dissents(decision: OneDecision) -> list[Block]:
    items = [Item(f"{n}.", ": ".join(filter(None, [d.who, d.why]))) for n, d in enumerate(decision.dissents, 1)]
    return [Heading("Pendapat Berbeda"), Numbered(tuple(items))] if items else []


def _metadata(minutes: MinutesPage, decision: OneDecision) -> Metadata:
    shown = decision.shown
    return Metadata(
        title=f"Petikan keputusan: {shown.meeting.title}",
        date=timezone.localtime(minutes.started_at or shown.meeting.starts_at).date(),
        identifier=f"keputusan-{minutes.pk}-{decision.item.number}-{minutes.edition}",
        author=shown.letterhead.forum_name,
    )

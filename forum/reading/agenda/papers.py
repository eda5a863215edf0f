"""The papers of a meeting, as far as somebody may read them."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from forum.models import AgendaPaper, MeetingPage, Point
from forum.models.access import Anyone
from forum.models.invitations.taking_part import can_read_paper


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """`for_whom` is empty where everybody reads it."""

    title: str
    url: str
    kind: str
    size: int
    for_whom: str


@dataclass(frozen=True, slots=True)
class AgendaRow:
    point: Point
    papers: list[ShownPaper]


@dataclass(frozen=True, slots=True)
class Papers:
    """By the key of their item; without one, or with that of an item that is gone, they belong to the meeting."""

    by_item: dict[str, list[ShownPaper]]

    def rows(self, points: list[Point]) -> list[AgendaRow]:
        return [AgendaRow(point, self.by_item.get(point.item.key, []) if point.item else []) for point in points]

    def besides(self, points: list[Point]) -> list[ShownPaper]:
        keys = {point.item.key for point in points if point.item}
        return [paper for key, papers in self.by_item.items() if key not in keys for paper in papers]


def papers_of(meeting: MeetingPage, user: Anyone) -> Papers:
    found: defaultdict[str, list[ShownPaper]] = defaultdict(list)
    for paper in meeting.papers.all():
        if can_read_paper(user, paper):
            found[paper.item_key].append(_shown(paper))
    return Papers(dict(found))


def _shown(paper: AgendaPaper) -> ShownPaper:
    document = paper.document
    return ShownPaper(
        title=str(paper),
        url=reverse("wagtaildocs_serve", args=[document.pk, document.filename]),
        kind=document.file_extension.upper(),
        size=document.file_size or 0,
        for_whom="" if paper.is_open else str(paper.get_audience_display()),
    )

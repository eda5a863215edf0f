"""An agenda as it is kept at one moment, to be compared with what is published later."""

from typing import TYPE_CHECKING, Any

from wagtail.documents import get_document_model

from forum.models.directory.people import Organisation
from forum.models.meetings.agenda.points import Point, points_of

if TYPE_CHECKING:
    from forum.models.meetings import MeetingPage


def plan_of(meeting: "MeetingPage") -> dict[str, Any]:
    """As JSON, for `differences`. A fixed number of queries."""
    points = points_of(list(meeting.agenda_items.all()), meeting.starts_at)
    papers = list(meeting.papers.all())
    labels = {one.pk: one.label for one in Organisation.objects.filter(pk__in=_organisations(points))}
    files = get_document_model().objects.in_bulk([paper.document_id for paper in papers])
    numbers = {point.item.key: point.number for point in points if point.item}
    return {
        "items": [_item(point, labels) for point in points],
        "papers": [
            {
                "document": paper.document_id,
                "number": numbers.get(paper.item_key, ""),
                "title": paper.title or files[paper.document_id].title,
                "audience": paper.audience,
                "digest": files[paper.document_id].file_hash,
            }
            for paper in papers
        ],
    }


def _organisations(points: list[Point]) -> set[int]:
    return {point.item.organisation_id for point in points if point.item and point.item.organisation_id}


def _item(point: Point, labels: dict[int, str]) -> dict[str, Any]:
    item: Any = point.item
    presented = ", ".join(filter(None, [item.presenter, labels.get(item.organisation_id, "")]))
    return {
        "key": item.key,
        "number": point.number,
        "level": point.level,
        "text": item.text,
        "minutes": item.minutes,
        "presented_by": presented,
        "links": item.outside_words,
    }

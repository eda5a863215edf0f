"""What the public page of an invitation reads of other tables: the SQL is written once. The models of the rows stand
in modules that need the page."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from forum.models.meetings import MeetingPage
from forum.models.memory import Prepared

MEETING: Prepared[MeetingPage] = Prepared(lambda subject: MeetingPage.objects.filter(pk=subject))
MEETING_AT: Prepared[MeetingPage] = Prepared(lambda path: MeetingPage.objects.filter(path=path))


def _rows_of(model: str, *shown_with: str) -> Prepared[Any]:
    def rows(invitation: Any) -> QuerySet[Any]:
        found: Any = apps.get_model("forum", model)
        return found.objects.filter(invitation=invitation).select_related(*shown_with)

    return Prepared(rows)


INVITATION_ROWS = {
    "bring_items": _rows_of("BringItem", "organisation", "person"),
    "questions": _rows_of("RegistrationQuestion"),
    "reserved_seats": _rows_of("ReservedSeats"),
    "second_signatures": _rows_of("SecondSignature"),
}

"""Pages that show personal data of others: each look is noted before the page is handed out. What cannot be noted is
not shown."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.models import Access
from cms.services.accesses import note_access

Kind = Access.Kind
# By the name of the address; what it was about is its number, or that of the hiding.
SHOWN = {
    "forum_answers": Kind.REGISTRATIONS,
    "forum_door": Kind.ATTENDANCE,
    "forum:mandate": Kind.REGISTRATIONS,
    "forum_sheet": Kind.ATTENDANCE,
    "forum_sheet_file": Kind.ATTENDANCE,
    "forum_sheet_typing": Kind.ATTENDANCE,
    "forum_sheet_scan": Kind.SIGNED_SHEET,
    "forum_registrations_csv": Kind.REGISTRATIONS_FILE,
    "membership:index": Kind.PEOPLE,
    "membership:index_results": Kind.PEOPLE,
    "membership:edit": Kind.PERSON,
    "person:index": Kind.PEOPLE,
    "person:index_results": Kind.PEOPLE,
    "person:edit": Kind.PERSON,
    "personal_erase": Kind.PERSON_DATA,
    "wagtailusers_users:index": Kind.LOGINS,
    "wagtailusers_users:index_results": Kind.LOGINS,
    "wagtailusers_users:edit": Kind.LOGIN,
    "decrees_admin:hiding": Kind.HIDDEN_WORDS,
    "minutes_hiding": Kind.HIDDEN_WORDS,
}
OK = 200


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        kind = SHOWN.get(match.view_name) if match and response.status_code == OK else None
        if kind and request.method != "HEAD" and request.user.is_authenticated:
            note_access(request.user, kind, _about(match.kwargs))  # type: ignore[union-attr]
        return response


def _about(named: dict[str, object]) -> int:
    """The number of the row in the address; 0 for a list."""
    found = str(named.get("hiding_pk") or named.get("pk") or 0)
    return int(found) if found.isdecimal() else 0

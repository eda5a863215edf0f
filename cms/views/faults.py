"""The database is away, too many wait for it, the disk is full, or the site is worked on: what is off is said, and what
was typed is given back."""

import errno
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from cms.stores.maintenance import Maintenance
from cms.stores.outages import FILES, SEARCH, AwayError

RETRY_SECONDS = 10
SECRETS = ("password", "code")
# Of PostgreSQL: lock not available, query canceled (its time was over), deadlock.
BUSY = ("55P03", "57014", "40P01")
DISK_FULL = "53100"
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def is_fault_of_machine(error: BaseException | None) -> bool:
    if isinstance(error, AwayError):
        return error.store in (FILES, SEARCH)
    return isinstance(error, OperationalError | InterfaceError) or (isinstance(error, OSError) and error.errno in FULL)


def unavailable(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """Of a full disk it is certain that nothing was kept, and nobody is sent to it again in a few seconds."""
    with translation.override(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)):
        is_full, again = _is_full(fault), _("Please try again in a few seconds.")
        reason = _reason(fault) if is_full else f"{_reason(fault)} {again}"
        return _answer(request, reason, RETRY_SECONDS, is_lost=is_full)


def closed(request: HttpRequest, maintenance: Maintenance, retry_after: int) -> HttpResponse:
    with translation.override(request.LANGUAGE_CODE):
        reason = _("This site is being worked on.")
        if at := maintenance.ends_at:
            told = formats.date_format(timezone.localtime(at), "j F Y, H.i")
            reason += " " + _("It is back at about %s.") % told
        return _answer(request, f"{reason} {maintenance.message}".strip(), retry_after)


def _answer(request: HttpRequest, reason: str, retry_after: int, *, is_lost: bool = False) -> HttpResponse:
    """Asks nothing of the database, so neither the session nor the login. `is_lost`: surely nothing was saved."""
    if _is_for_programs(request):
        response: HttpResponse = JsonResponse({"error": reason, "retry_after": retry_after}, status=503)
    else:
        context = {
            "reason": reason,
            "action": request.get_full_path(),
            "files": bool(request.FILES),
            "is_lost": is_lost,
        }
        response = HttpResponse(render_to_string("503.html", context | _posted(request)), status=503)
    response["Retry-After"] = str(retry_after)
    response["Cache-Control"] = "no-store"
    return response


def _reason(fault: BaseException) -> str:
    if isinstance(fault, AwayError):
        return away(fault)
    if _is_full(fault):
        return _("The disk of this site is full, so nothing can be saved. Please tell the secretariat.")
    if getattr(fault.__cause__, "sqlstate", None) in BUSY or "locked" in str(fault):
        return _("Others are writing to the record at this moment, and it took too long to wait for them.")
    return _("The database of this site cannot be reached at this moment. What was saved before is safe.")


def _is_full(fault: BaseException) -> bool:
    if isinstance(fault, AwayError):
        return False
    state = getattr(fault.__cause__, "sqlstate", None)
    return isinstance(fault, OSError) or "is full" in str(fault) or state == DISK_FULL


def away(fault: AwayError) -> str:
    if fault.store == FILES:
        return _("Files and pictures of this site cannot be reached at this moment. All else works.")
    return _("The search of this site cannot be reached at this moment. All else works.")


def _is_for_programs(request: HttpRequest) -> bool:
    preferred = request.get_preferred_type(["text/html", "application/json"])
    by_address = request.path.endswith((".json", "/peristiwa/"))
    return by_address or preferred == "application/json" or "X-Requested-With" in request.headers


def _posted(request: HttpRequest) -> dict[str, Any]:
    """`words` to copy, `fields` to send again with one press; nothing of a form that holds a secret."""
    try:
        posted = [(name, value) for name, values in request.POST.lists() for value in values]
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return {}
    if any(secret in name for name, _value in posted for secret in SECRETS):
        return {}
    words = [(name, value) for name, value in posted if " " in value.strip()]
    return {"words": words, "fields": [pair for pair in posted if pair not in words]}

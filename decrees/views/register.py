"""The register of a draft: page and files, what a round heard and changed, and what changed for one's organisation."""

import hashlib

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from decrees import permissions
from decrees.models import DecreePage
from decrees.reading.lookup import visible_decree
from decrees.register import Register, sums
from decrees.register.files import annotations, paper, workbook
from decrees.register.files.extract import Extract, extract
from decrees.register.forms import RegisterForm
from decrees.register.organisation.mine import mine
from decrees.register.report import Report
from decrees.register.words import told_dispositions
from decrees.views.conversation import needs_login
from forum import documents
from forum.audiences import MEMBERS, ORGANISATION, SECRETARIAT
from forum.documents import RenderError, downloads
from forum.models import LedgerEntry

PER_PAGE = 50
LONGEST = 4_000_000  # a thousand comments have 1,500,000 and take 2.5 seconds
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", **documents.FORMATS}
FORMATS = ("xlsx", "docx", "pdf", "json")


def _register(request: HttpRequest, decree: DecreePage) -> tuple[Register, RegisterForm]:
    register = Register(decree, request.user)
    register.ask_ahead()
    form = RegisterForm(request.GET, register=register)
    register.filters = form.filters()
    return register, form


@require_safe
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Every comment with its answer, what changed and its story: filtered by a plain form, at a permanent address."""
    decree = visible_decree(request, pk)
    found, form = _register(request, decree)
    page = Paginator(found.entries, PER_PAGE).get_page(request.GET.get("page"))
    counted = sums(found.entries)
    context = {
        "page": decree,
        "register": found,
        "form": form,
        "page_obj": page,
        "rows": found.rows(list(page)),
        "sums": counted,
        "dispositions": told_dispositions(counted),
        "formats": FORMATS,
        "query": _query(request),
        "reset_url": request.path if found.filters.narrows else "",
    }
    return render(request, "decrees/register/page.html", context)


def _query(request: HttpRequest) -> str:
    """The filters as they stand in the address, without the page."""
    given = request.GET.copy()
    given.pop("page", None)
    return f"?{given.urlencode()}" if given else ""


@require_safe
def round_summary(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a round heard and what changed because of it, in plain sentences."""
    decree = visible_decree(request, pk)
    try:
        report = Report(decree, number, request.user)
    except IndexError as error:
        raise Http404 from error
    context = {"page": decree, "report": report, "dispositions": told_dispositions(report.sums)}
    return render(request, "decrees/rounds/summary/page.html", context)


@require_safe
@needs_login
def for_me(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the comments of one's organisations, and what waits for them."""
    decree = visible_decree(request, pk)
    context = {"page": decree, "organisations": mine(decree, request.user), "open_round": decree.open_round()}
    return render(request, "decrees/register/mine/page.html", context)


@require_safe
def register_file(request: HttpRequest, pk: int, file_format: str) -> HttpResponse:
    """What the page shows with the same filters, to this reader. Asked again without news it is not made again."""
    decree = visible_decree(request, pk)
    if file_format not in FORMATS:
        raise Http404
    response = _file(request, decree, file_format)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _etag(request: HttpRequest, decree: DecreePage, file_format: str) -> str:
    """Everything that can change it goes through the ledger, or is who asks for what."""
    channels = permissions.channels_of(request.user, decree)
    asked = [_state(request, decree), request.user.pk, channels, request.get_full_path(), request.LANGUAGE_CODE]
    return f'"{hashlib.sha256(repr(asked).encode()).hexdigest()}"'


def _state(request: HttpRequest, decree: DecreePage) -> str | None:
    """The last event that may matter to this reader: when others speak among themselves is theirs to know."""
    known = permissions.audiences_of(request.user, decree)
    if request.user.is_authenticated:
        known |= {MEMBERS, SECRETARIAT}  # one's own words are answered where they were said
    here = Q(page_id=decree.pk)
    told = here & Q(audience__in=known) | ~here & ~Q(audience__startswith=ORGANISATION)
    return LedgerEntry.objects.filter(told).order_by("-seq").values_list("digest", flat=True).first()


@condition(etag_func=_etag)
def _file(request: HttpRequest, decree: DecreePage, file_format: str) -> HttpResponse:
    found, form = _register(request, decree)
    with translation.override("id"):
        chosen = [(str(label), str(word)) for label, word in form.told()]
    taken = extract(found, chosen=chosen, query=_query(request))
    if file_format == "json":
        return JsonResponse(annotations.data(taken), json_dumps_params={"ensure_ascii": False, "indent": 1})
    try:
        content = _drawn(taken, file_format)
    except RenderError as error:
        context = {"page": decree, "reason": _(str(error)), "back": _("Back to the draft")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    response = HttpResponse(content, content_type=TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="matriks-{decree.slug}.{file_format}"'
    return response


def _drawn(taken: Extract, file_format: str) -> bytes:
    if file_format == "xlsx":
        with downloads.turn():
            return workbook.workbook(taken)
    return downloads.draw(paper.paper(taken), file_format, characters=LONGEST)

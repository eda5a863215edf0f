"""The register of a draft: page and files, what a round heard and changed, and what changed for one's organisation."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from decrees.models import DecreePage
from decrees.register import Register, sums
from decrees.register.forms import RegisterForm
from decrees.register.mine import mine
from decrees.register.report import Report
from decrees.register.words import told_dispositions
from decrees.views.conversation import needs_login
from decrees.views.lookup import visible_decree

PER_PAGE = 50
FORMATS = ("xlsx", "docx", "pdf", "json")


def _register(request: HttpRequest, decree: DecreePage) -> tuple[Register, RegisterForm]:
    register = Register(decree, request.user)
    form = RegisterForm(request.GET, register=register)
    register.filters = form.filters()
    return register, form


@require_GET
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
        "rows": found.rows(page.object_list),
        "sums": counted,
        "dispositions": told_dispositions(counted),
        "formats": FORMATS,
        "query": _query(request),
        "reset_url": request.path if found.filters.narrows else "",
    }
    return render(request, "decrees/register.html", context)


def _query(request: HttpRequest) -> str:
    """The filters as they stand in the address, without the page."""
    given = request.GET.copy()
    given.pop("page", None)
    return f"?{given.urlencode()}" if given else ""


@require_GET
def round_summary(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a round heard and what changed because of it, in plain sentences."""
    decree = visible_decree(request, pk)
    try:
        report = Report(decree, number, request.user)
    except IndexError as error:
        raise Http404 from error
    context = {"page": decree, "report": report, "dispositions": told_dispositions(report.sums)}
    return render(request, "decrees/round_summary.html", context)


@require_GET
@needs_login
def for_me(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the comments of one's organisations, and what waits for them."""
    decree = visible_decree(request, pk)
    context = {"page": decree, "organisations": mine(decree, request.user), "open_round": decree.open_round()}
    return render(request, "decrees/for_me.html", context)


@require_GET
def register_file(request: HttpRequest, pk: int, file_format: str) -> HttpResponse:
    raise Http404

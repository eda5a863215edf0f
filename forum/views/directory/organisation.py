"""The public page of an organisation: what it said and did, and what became of it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.models import DirectoryPage, Organisation
from forum.reading.directory import links_of
from forum.reading.directory.sections import Line, Section, sections_of

FIRST, PER_PAGE = 5, 30


@dataclass(frozen=True, slots=True)
class Shown:
    section: Section
    lines: list[Line]

    @property
    def has_more(self) -> bool:
        return self.section.total > len(self.lines)


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """All sections with their newest lines; with ?bagian= one of them, page by page."""
    found = get_object_or_404(Organisation.objects.standing().select_related("sector", "parent"), slug=slug)
    sections = sections_of(found, request.user)
    page = DirectoryPage.objects.live().order_by("pk").first()
    context: dict[str, Any] = {"organisation": found, "page": page, "about": _about(sections)}
    wanted = request.GET.get("bagian")
    if wanted is None:
        context["links"] = links_of(found, request.user)
        context["shown"] = [Shown(one, list(one.lines(one.pages(FIRST).page(1).object_list))) for one in sections]
    else:
        section = next((one for one in sections if one.key == wanted), None)
        if section is None:
            raise Http404
        context["page_obj"] = section.pages(PER_PAGE).get_page(request.GET.get("page"))
        context["alone"] = Shown(section, list(section.lines(context["page_obj"].object_list)))
    return render(request, "forum/directory/organisation/page.html", context)


def _about(sections: list[Section]) -> str:
    return ", ".join(f"{one.title}: {one.total}" for one in sections)

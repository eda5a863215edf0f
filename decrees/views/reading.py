"""Reading a draft: its versions, what changed between two of them, files to take away."""

from dataclasses import replace
from itertools import zip_longest
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decrees import events
from decrees.documents.data import build_data
from decrees.documents.draft import build_decree
from decrees.forms.comments import CommentForm
from decrees.models import Comment, DecreePage, Version
from decrees.reading.comparison import VersionComparison
from decrees.reading.filters import Wanted
from decrees.reading.layout import Place
from decrees.reading.lookup import come_for, visible_decree, visible_version, whole
from decrees.reading.page import Reading, read
from decrees.reading.sources import sources_of
from decrees.reading.sources.decisions import behind_draft
from decrees.reading.threads.lines import LONG
from decrees.reading.timeline import timeline_page
from decrees.text.place_names import cite_clause
from forum.documents import FORMATS, RenderError, downloads
from forum.documents.model import Document as Paper
from forum.ledger.proofs import mark_of


@require_safe
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions with their reasons, and the public timeline of the decree."""
    decree = visible_decree(request, pk)
    context = {
        "versions": _versions(decree),
        "behind": behind_draft(decree, request.user),
        "rounds": decree.rounds.order_by("opens_at", "pk"),
        "entries": timeline_page(decree, request.user, request.GET.get("page")),
        "tags": Comment.Tag,
    }
    return render(request, "decrees/versions/list.html", {"page": decree, **context})


def _versions(decree: DecreePage) -> list[Version]:
    """Newest first, each with the one before, to compare with."""
    versions = list(decree.versions.defer("tree"))
    for version, before in zip_longest(versions, versions[1:]):
        version.before = before
    return versions


@require_safe
def version_detail(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = visible_version(request, pk, number)
    decree = version.decree
    shown = read(decree, version, request.user, Wanted.of(request.GET), thread=come_for(request))
    return render(request, "decrees/page/page.html", {"page": decree, "reading": shown, "newest": decree.newest})


@require_safe
def clause_detail(request: HttpRequest, pk: int, number: int, place: int) -> HttpResponse:
    """One clause of a version, by its number on the page, for the smallest screens: no script, no other clause."""
    version = visible_version(request, pk, number)
    shown = read(version.decree, version, request.user, Wanted.of(request.GET))
    here = place_of(shown, place)
    form = None
    if shown.may_comment:
        initial = {"clause": here.clause.id}
        form = CommentForm(version=version, user=request.user, passage=here.clause.text, initial=initial)
    context = {
        "page": version.decree,
        "reading": shown,
        "place": here,
        "label": cite_clause(version.document, here.clause.id),
        "total": len(shown.places),
        "form": form,
    }
    return render(request, "decrees/page/clause.html", context)


def place_of(shown: Reading, number: int) -> Place:
    place = shown.at(number)
    if place is None:
        raise Http404
    return place


@require_safe
def clause_comments(request: HttpRequest, pk: int, number: int, place: int) -> HttpResponse:
    """What was said on one clause, in place of its line on the page; asked for by js/groups.js."""
    version = visible_version(request, pk, number)
    shown = read(version.decree, version, request.user)
    context = {"page": version.decree, "reading": shown, "place": place_of(shown, place)}
    return render(request, "decrees/comments/grouped.html", context)


@require_safe
def compare(request: HttpRequest, pk: int, old: int, new: int) -> HttpResponse:
    """What changed, word by word. With ?ringkas=1 without the clauses that stayed as they were, with ?tampilan=sisi in
    two columns. Between a version and the one before it, with where the changes come from."""
    before, after = visible_version(request, pk, old), visible_version(request, pk, new)
    sources = sources_of(after, request.user) if new == old + 1 else None
    context: dict[str, Any] = {
        "page": after.decree,
        "sides": request.GET.get("tampilan") == "sisi",
        "old": before,
        "new": after,
        "versions": after.decree.versions.defer("tree"),
        "comparison": VersionComparison(
            before.document, after.document, brief="ringkas" in request.GET, sources=sources
        ),
    }
    return render(request, "decrees/compare/page.html", context)


@require_safe
def choose_comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """From the two lists of the form to the permanent address."""
    decree = visible_decree(request, pk)
    old, new = (whole(request.GET.get(name, "")) for name in ("dari", "ke"))
    if old is None or new is None:
        return redirect("decrees:version-list", decree.pk)
    return redirect("decrees:compare", decree.pk, old, new)


@require_safe
def download(request: HttpRequest, pk: int, number: int, file_format: str) -> HttpResponse:
    version = visible_version(request, pk, number)
    if file_format == "json":
        return downloads.hand_out_data(build_data(version), name=_file_name(version))
    if file_format not in FORMATS:
        raise Http404
    try:
        content = downloads.file_of(paper_of(version), file_format)
    except RenderError as error:
        context = {"page": version.decree, "reason": _(str(error)), "back": _("Back to the draft")}
        return render(request, "forum/record/download_failed.html", context, status=503)
    return downloads.hand_out(request, content, file_format, name=_file_name(version))


def _file_name(version: Version) -> str:
    return f"{version.decree.slug}-versi-{version.number}"


def paper_of(version: Version) -> Paper:
    # Indonesian whoever downloads it: the label is printed in the document.
    label = f"RANCANGAN — Versi {version.number}"
    circulated_on = timezone.localdate(version.circulated_at)
    built = build_decree(version.document, draft_label=label, digest=version.digest, dated=circulated_on)
    return replace(built, running_head=f"{label}, {mark_of(version, events.VERSION_CIRCULATED)}")


def address_of_card(url: str, comment: Comment) -> str:
    """To a card on a page. On a long one its clause may be a line: the address asks that it be open."""
    threads = Comment.objects.threads().filter(version__decree=comment.version.decree_id)
    query = f"?komentar={comment.parent_id or comment.pk}" if threads[: LONG + 1].count() > LONG else ""
    return f"{url}{query}#komentar-{comment.pk}"


def address_on_page(version: Version, anchor: str = "") -> str:
    """The page's own address for the newest version, the permanent one for those before."""
    newest = version.decree.newest == version
    url = (version.decree.url if newest else None) or reverse(
        "decrees:version-detail", args=[version.decree_id, version.number]
    )
    return f"{url}#{anchor}" if anchor else url

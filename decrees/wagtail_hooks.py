"""What drafts add to the admin: the desk of a draft, and a guard for what may not be deleted."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from decrees import permissions
from decrees.desk import (
    amendments,
    anchors,
    answers,
    base,
    circulation,
    comments,
    overview,
    paper,
    requests,
    sources,
)
from decrees.desk.editor import intake, references, terms
from decrees.desk.hiding import checks
from decrees.desk.hiding import words as hiding
from decrees.models import DecreePage, Version
from decrees.text import first_labels
from forum.models import User
from minutes.permissions import can_classify

admin_urls = [
    path("", base.drafts, name="drafts"),
    path("<int:pk>/", overview.DeskView.as_view(), name="desk"),
    path("<int:pk>/edarkan/", circulation.CirculateView.as_view(), name="circulate"),
    path("<int:pk>/putaran/", circulation.OpenRoundView.as_view(), name="round-open"),
    path("<int:pk>/putaran/<int:round_pk>/", circulation.ChangeRoundView.as_view(), name="round-change"),
    path("<int:pk>/putaran/<int:round_pk>/tutup/", circulation.CloseRoundView.as_view(), name="round-close"),
    path("<int:pk>/komentar/", comments.CommentListView.as_view(), name="comments"),
    path("<int:pk>/komentar/hasil/", comments.CommentListView.as_view(results_only=True), name="comments-results"),
    path("<int:pk>/komentar/<int:comment_pk>/", answers.AnswerView.as_view(), name="answer"),
    path("<int:pk>/tugas/", answers.AssignView.as_view(), name="assign"),
    path("<int:pk>/kertas/", paper.PaperView.as_view(), name="paper"),
    path("<int:pk>/permintaan/", requests.RequestsView.as_view(), name="requests"),
    path("<int:pk>/permintaan/<int:request_pk>/", requests.WithdrawView.as_view(), name="request-withdraw"),
    path("<int:pk>/tempat/", anchors.WaitingView.as_view(), name="waiting"),
    path("<int:pk>/tempat/<int:comment_pk>/", anchors.ReattachView.as_view(), name="reattach"),
    path("<int:pk>/tempat/<int:comment_pk>/benar/", anchors.ConfirmView.as_view(), name="confirm-place"),
    path("<int:pk>/rujukan/", references.ReferencesView.as_view(), name="references"),
    path("<int:pk>/berkas/", intake.TakeInView.as_view(), name="text-intake"),
    path("<int:pk>/asal/", sources.SourcesView.as_view(), name="origins"),
    path("<int:pk>/warga/", checks.ChecksView.as_view(), name="checks"),
    path("<int:pk>/penyembunyian/", hiding.HidingsView.as_view(), name="hidings"),
    path("<int:pk>/penyembunyian/<int:hiding_pk>/", hiding.HidingView.as_view(), name="hiding"),
    path("<int:pk>/penyembunyian/laporan/<int:report_pk>/", hiding.ReportView.as_view(), name="report"),
    path("<int:pk>/penyembunyian/usul/<int:comment_pk>/", hiding.ProposeView.as_view(), name="hiding-propose"),
    path("<int:pk>/usulan/", amendments.WordingView.as_view(), name="wording"),
    path("<int:pk>/usulan/kembali/", amendments.ReturnView.as_view(), name="wording-return"),
    path("<int:pk>/usulan/<int:comment_pk>/", amendments.MergeView.as_view(), name="wording-merge"),
]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    names = ("editor", "numbering", "desk/lines")
    scripts = format_html_join("", '<script src="{}"></script>', ((static(f"js/{name}.js"),) for name in names))
    return json_script(first_labels(), "clause-labels") + json_script(_about_lines(), "clause-lines") + scripts


def _about_lines() -> dict[str, str]:
    return {
        "told": _("Line breaks are not printed: this is one paragraph."),
        "split": _("Make %s parts of it"),
        "join": _("Join the lines"),
    }


@hooks.register("register_admin_viewset")
def term_viewset() -> terms.TermViewSet:
    return terms.TermViewSet("decree_terms")


@hooks.register("register_admin_urls")
def decree_urls() -> list[URLResolver]:
    return [path("rancangan/", include((admin_urls, "decrees_admin")))]


class DraftsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.reads_all(request.user)


@hooks.register("register_admin_menu_item")
def drafts_menu_item() -> MenuItem:
    return DraftsMenuItem(gettext_lazy("Drafts"), reverse_lazy("decrees_admin:drafts"), icon_name="draft", order=160)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def desk_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is DecreePage and permissions.can_circulate(user, page.specific):
        url = reverse("decrees_admin:desk", args=[page.pk])
        yield Button(_("Versions and comments"), url=url, icon_name="comment", priority=5)


@hooks.register("register_page_header_buttons")
def text_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is DecreePage and permissions.can_circulate(user, page.specific):
        url = reverse("decrees_admin:text-intake", args=[page.pk])
        yield Button(_("Text from a Word file"), url=url, icon_name="doc-full", priority=6)


@hooks.register("register_page_header_buttons")
def class_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    """As minutes and meetings have it."""
    if page.pk and page.specific_class is DecreePage and can_classify(user):
        url = reverse("minutes_class", args=[page.pk])
        yield Button(_("Class of information"), url=url, icon_name="tag", priority=90)


@hooks.register("before_edit_page")
def remember_what_was_loaded(request: HttpRequest, page: Page) -> None:
    """Wagtail saves while somebody types, and the form keeps the numbers that it was filled with."""
    loaded = request.POST.get("loaded_revision_id", "")
    if isinstance(page, DecreePage) and loaded.isdecimal():
        page.loaded_revision = page.revisions.filter(pk=loaded).first()


hooks.register("after_edit_page", references.ask_about_references)


@hooks.register("before_delete_page")
def keep_what_was_circulated(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Versions are part of the record; their decree can be withdrawn from the site, not deleted."""
    below = Page.objects.descendant_of(page, inclusive=True)
    if not Version.objects.filter(decree__in=below).exists():
        return None
    messages.error(request, _("A draft with circulated versions cannot be deleted. Withdraw it instead."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_what_was_circulated_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete":
        return None
    pages = (page for page in objects if isinstance(page, Page))
    return next(filter(None, (keep_what_was_circulated(request, page) for page in pages)), None)

"""Minutes in Wagtail's admin: the steps are buttons, and Wagtail's own ways to publish and delete are closed."""

import logging
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from forum.models import MeetingPage
from minutes import permissions
from minutes.desk import (
    classes,
    documents,
    hiding,
    intake,
    joins,
    ralat,
    readers,
    redaction,
    signing,
    steps,
    template,
)
from minutes.desk.actions import board, tracking
from minutes.documents.data import is_whole
from minutes.models import MinutesPage

log = logging.getLogger(__name__)

ICONS = {"circulate": "mail", "approve": "check", "publish": "upload", "reopen": "lock-open"}


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("minutes/tindak-lanjut/", board.board, name="minutes_actions"),
        path("minutes/tindak-lanjut/nomor-lacak/", tracking.table, name="minutes_tracking"),
        path("minutes/tindak-lanjut/nomor-lacak/contoh/", tracking.template, name="minutes_tracking_template"),
        path("minutes/pembaca/", readers.readers, name="minutes_readers"),
        path("minutes/<int:pk>/keputusan/<int:number>/", joins.chooser, name="minutes_joins"),
        path("minutes/<int:pk>/penyembunyian/", hiding.hidings, name="minutes_hidings"),
        path("minutes/<int:pk>/penyembunyian/<int:hiding_pk>/", hiding.decide, name="minutes_hiding"),
        path("minutes/templat/", template.template, name="minutes_template"),
        path("minutes/templat/contoh/", template.preview, name="minutes_template_preview"),
        path("information/<int:pk>/", classes.classify, name="minutes_class"),
        path("minutes/<int:pk>/edisi-publik/", redaction.redactions, name="minutes_redactions"),
        path("minutes/<int:pk>/pratinjau-publik/", redaction.preview, name="minutes_public_preview"),
        path("minutes/<int:pk>/berkas/", intake.intake, name="minutes_text_intake"),
        path("minutes/<int:pk>/ralat/", ralat.ralat, name="minutes_ralat"),
        path("minutes/<int:pk>/naskah/<slug:format>/", signing.paper_to_sign, name="minutes_to_sign"),
        path("minutes/<int:pk>/<slug:step>/", steps.take_step, name="minutes_step"),
        *documents.urls(),
    ]


class BoardItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.can_write(request.user)


@hooks.register("register_admin_menu_item")
def board_item() -> MenuItem:
    return BoardItem(_("Follow-ups"), reverse("minutes_actions"), icon_name="tasks", order=250)


@hooks.register("register_reports_menu_item")
def readers_item() -> BoardItem:
    return BoardItem(_("Readers of minutes"), reverse("minutes_readers"), icon_name="view", order=520)


@hooks.register("register_settings_menu_item")
def template_item() -> BoardItem:
    return BoardItem(_("Template of papers"), reverse("minutes_template"), icon_name="doc-full", order=520)


# After Wagtail's own, which it replaces.
hooks.register("register_bulk_action", documents.DeleteUnkept, order=1)


@hooks.register("register_page_header_buttons")
def step_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if not isinstance(page.specific_deferred, MinutesPage):
        return
    for place, step in enumerate(permissions.steps_for(user, page.specific)):
        url = reverse("minutes_step", args=[page.pk, step.value])
        yield Button(str(step.label), url=url, icon_name=ICONS[step.value], priority=place)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def notes_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    if page.live and page.specific_class is MeetingPage and permissions.can_write(user):
        yield Button(_("Take minutes"), url=reverse("minutes:notes", args=[page.pk]), icon_name="edit", priority=4)


@hooks.register("register_page_header_buttons")
def text_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is MinutesPage and permissions.can_write(user) and not page.specific.get_lock():
        url = reverse("minutes_text_intake", args=[page.pk])
        yield Button(_("Words from a Word file"), url=url, icon_name="doc-full", priority=6)


@hooks.register("register_page_header_buttons")
def class_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(page.specific_deferred, MinutesPage | MeetingPage) and permissions.can_classify(user):
        yield Button(
            _("Class of information"), url=reverse("minutes_class", args=[page.pk]), icon_name="tag", priority=90
        )


@hooks.register("construct_page_action_menu")
def without_publish(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Remove Wagtail's button to publish, because only the step publishes minutes."""
    if _concerns_minutes(request, context):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


def _concerns_minutes(request: HttpRequest, context: dict[str, Any]) -> bool:
    page = context.get("page")
    if page is not None:
        return isinstance(page, MinutesPage)
    asked = request.resolver_match.kwargs if request.resolver_match else {}
    return asked.get("content_type_model_name") == MinutesPage._meta.model_name


@hooks.register("before_publish_page")
def refuse_to_publish(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not isinstance(page, MinutesPage):
        return None
    messages.error(request, _("Saved as a draft. Minutes become public only after approval."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_delete_page")
def refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete minutes that were circulated, and meetings that have minutes."""
    if not _holds_minutes([page]):
        return None
    messages.error(request, _("This page holds minutes that are part of the record. It cannot be deleted."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    forbidden = _holds_minutes(pages) if action_type in {"delete", "move"} else _any_minutes(pages)
    if action_type not in {"delete", "move", "publish"} or not forbidden:
        return None
    messages.error(request, _("Minutes are published, moved and deleted by their own steps only."))
    return redirect("wagtailadmin_home")


def _any_minutes(pages: list[Page]) -> bool:
    return any(MinutesPage.objects.descendant_of(page, inclusive=True).exists() for page in pages)


def _holds_minutes(pages: list[Page]) -> bool:
    """Whether circulated minutes are anywhere below the page, or any minutes are below another page (their meeting is
    protected)."""
    for page in pages:
        below = MinutesPage.objects.descendant_of(page, inclusive=True)
        if below.filter(circulated_at__isnull=False).exists() or below.exclude(pk=page.pk).exists():
            return True
    return False


@hooks.register("before_serve_document")
def guard_document(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Raises Http404 for a file that is only on pages which the reader may not see. One that is damaged is not handed
    out as if it were whole."""
    if not permissions.can_read_file(request.user, document):
        raise Http404
    if is_whole(document):
        return None
    log.error("The file of document %s (%s) is damaged or gone", document.pk, document.filename)
    return render(request, "minutes/record/damaged_file.html", {"document": document}, status=503)

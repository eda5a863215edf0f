"""The editors' home shows what is due."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.reading.due import due_items
from cms.views import personal
from forum.permissions import is_secretariat


class DuePanel(Component):
    name = "due"
    order = 50
    template_name = "cms/desk/due.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"items": due_items(parent_context["request"].user)}


@hooks.register("construct_homepage_panels")
def show_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    if is_secretariat(request.user):
        panels.append(DuePanel())


@hooks.register("register_admin_urls")
def personal_urls() -> list[URLPattern]:
    return [path("forum/orang/<int:pk>/hapus-data/", personal.erase_person, name="personal_erase")]

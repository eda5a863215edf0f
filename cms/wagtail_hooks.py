"""The editors' home shows what is due, and first what a new installation lacks."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.reading import first_steps as reading
from cms.reading.due import due_items
from cms.reading.first_steps import Step
from cms.views import first_steps, personal
from forum.permissions import is_secretariat


class DuePanel(Component):
    name = "due"
    order = 50
    template_name = "cms/desk/due.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"items": due_items(parent_context["request"].user)}


class FirstStepsPanel(Component):
    name = "first_steps"
    order = 40
    template_name = "cms/desk/first_steps.html"

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"steps": self.steps, "request": parent_context["request"]}


@hooks.register("construct_homepage_panels")
def show_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    if is_secretariat(request.user):
        panels.append(DuePanel())
        if steps := reading.first_steps(request.user):  # type: ignore[arg-type]
            panels.append(FirstStepsPanel(steps))


@hooks.register("register_admin_urls")
def cms_urls() -> list[URLPattern]:
    return [
        path("forum/orang/<int:pk>/hapus-data/", personal.erase_person, name="personal_erase"),
        path("langkah/saya/", first_steps.introduction, name="cms_introduce"),
        path("langkah/surel/", first_steps.mail, name="cms_try_mail"),
    ]

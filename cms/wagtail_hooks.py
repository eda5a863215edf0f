"""The editors' home shows what is due, what a new installation lacks and which mails were not sent; administrators see
how the site runs."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem
from wagtail.admin.ui.components import Component

from cms.reading import first_steps as reading
from cms.reading.due import due_items
from cms.reading.first_steps import Step
from cms.reading.queue import unsent_mails
from cms.views import first_steps, listings, month, operating
from cms.views.privacy import accesses, personal
from forum.permissions import can_watch_mail, is_secretariat


class DuePanel(Component):
    name = "due"
    order = 50
    template_name = "cms/desk/due.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        starts = [(_("New meeting"), reverse("meetings:choose_parent"))]
        starts.append((_("New invitation"), f"{reverse('meetings:index')}?when=coming&lacking=invitation"))
        return {"items": due_items(parent_context["request"].user), "starts": starts}


def for_forms(parent_context: dict[str, Any]) -> dict[str, Any]:
    """What the forms of a panel need to be taken: a panel is rendered without the request, so without its token."""
    return {name: parent_context[name] for name in ("request", "csrf_token")}


class FirstStepsPanel(Component):
    name = "first_steps"
    order = 40
    template_name = "cms/desk/first_steps.html"

    def __init__(self, steps: list[Step]) -> None:
        self.steps = steps

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"steps": self.steps, **for_forms(parent_context)}


class MailPanel(Component):
    name = "mail"
    order = 60
    template_name = "cms/desk/mail.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"mails": unsent_mails(), **for_forms(parent_context)}


@hooks.register("construct_homepage_panels")
def show_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    if is_secretariat(request.user):
        panels.append(DuePanel())
        if steps := reading.first_steps(request.user):  # type: ignore[arg-type]
            panels.append(FirstStepsPanel(steps))
    if can_watch_mail(request.user):
        panels.append(MailPanel())


@hooks.register("register_admin_viewset")
def lists_of_meetings() -> list[Any]:
    return [listings.MeetingListing("meetings"), listings.InvitationListing("invitations")]


@hooks.register("register_admin_urls")
def cms_urls() -> list[URLPattern]:
    return [
        path("forum/orang/<int:pk>/hapus-data/", personal.erase_person, name="personal_erase"),
        path("langkah/saya/", first_steps.introduction, name="cms_introduce"),
        path("kalender-rapat/", month.month, name="meetings_month"),
        path("surel/uji/", operating.test_mail, name="cms_test_mail"),
        path("surel/<uuid:pk>/lagi/", operating.mail_again, name="cms_mail_again"),
        path("keadaan/", operating.state, name="cms_state"),
        path("akses-data/", accesses.accesses, name="cms_accesses"),
        path("tugas/", operating.tasks, name="cms_tasks"),
        path("tugas/<uuid:pk>/lagi/", operating.task_again, name="cms_task_again"),
    ]


@hooks.register("register_settings_menu_item")
def tasks_item() -> AdminOnlyMenuItem:
    return AdminOnlyMenuItem(_("Background tasks"), reverse("cms_tasks"), name="tasks", icon_name="tasks", order=900)


@hooks.register("register_settings_menu_item")
def state_item() -> AdminOnlyMenuItem:
    return AdminOnlyMenuItem(
        _("State of the site"), reverse("cms_state"), name="state", icon_name="circle-check", order=901
    )


@hooks.register("register_settings_menu_item")
def accesses_item() -> AdminOnlyMenuItem:
    url = reverse("cms_accesses")
    return AdminOnlyMenuItem(_("Looks at personal data"), url, name="accesses", icon_name="view", order=902)

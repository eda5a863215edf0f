"""What the forum adds to the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from forum import permissions
from forum.desk import answers, viewsets
from forum.models import InvitationPage, User


@hooks.register("register_admin_viewset")
def forum_viewsets() -> list[Any]:
    return [
        viewsets.ForumGroup(),
        viewsets.organisation_chooser,
        viewsets.person_chooser,
        viewsets.post_chooser,
    ]


@hooks.register("register_admin_urls")
def forum_urls() -> list[URLPattern]:
    return [
        path("forum/undangan/<int:pk>/", answers.answers, name="forum_answers"),
        path("forum/undangan/<int:pk>/unduh/", answers.registrations_csv, name="forum_registrations_csv"),
        path("forum/orang/<int:pk>/undang/", answers.invite_person, name="forum_invite_person"),
    ]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def answers_button(page: Page, user: User, **kwargs: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is InvitationPage and permissions.can_see_registrations(user):
        url = reverse("forum_answers", args=[page.pk])
        yield Button(_("Answers and registrations"), url=url, icon_name="group", priority=5)

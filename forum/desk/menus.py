"""What stands beside *Save draft* in the page editor: the acts that exist, under the names of what they do."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem

from forum import permissions
from forum.models import InvitationPage, MeetingPage, RecordedPage


class RecordItem(ActionMenuItem):
    """Leads to a page that asks for a reason."""

    url_name = ""

    def is_shown(self, context: Any) -> bool:
        page = context.get("page")
        manages = permissions.can_manage_forum(context["request"].user)
        return bool(page and page.pk and context["view"] == "edit" and manages and self.is_possible(page))

    def is_possible(self, page: Any) -> bool:
        raise NotImplementedError

    def get_url(self, parent_context: Any) -> str:
        return reverse(self.url_name, args=[parent_context["page"].pk])


class CancelMeetingItem(RecordItem):
    label = _("Call the meeting off")
    name = "action-cancel-meeting"
    icon_name = "cross"
    url_name = "forum_cancel_meeting"
    order = 70

    def is_possible(self, page: Any) -> bool:
        return isinstance(page, MeetingPage) and MeetingPage.objects.get(pk=page.pk).can_be_cancelled


class WithdrawItem(RecordItem):
    """In place of Wagtail's *Unpublish*, which asks for no reason."""

    label = _("Withdraw from publication")
    name = "action-withdraw"
    icon_name = "download"
    url_name = "forum_withdraw"
    order = 80

    def is_possible(self, page: Any) -> bool:
        return isinstance(page, RecordedPage) and page.live


def without_submission(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Whoever publishes meetings and invitations has nobody to submit them to."""
    page, asked = context.get("page"), request.resolver_match.kwargs if request.resolver_match else {}
    model = type(page) if page else None
    named = asked.get("content_type_model_name") in (MeetingPage._meta.model_name, InvitationPage._meta.model_name)
    concerned = model in (MeetingPage, InvitationPage) if model else named
    if concerned and any(item.name == "action-publish" for item in menu_items):
        menu_items[:] = [item for item in menu_items if item.name != "action-submit"]


def locked_first(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Of a page that cannot be changed now the menu begins with that, not with an act that takes it back."""
    menu_items.sort(key=lambda item: item.name != "action-page-locked")

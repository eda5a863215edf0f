"""Nobody can edit approved and published minutes in Wagtail, nor those whose time for objections is over; only the
steps change them."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock
from wagtail.models import PagePermissionTester


class RecordLock(BaseLock):
    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return _("These minutes are approved and locked. To correct them, reopen them with a reason.")

    def get_locked_by(self, user: Any) -> str:
        return _("Locked by approval")

    def get_description(self, user: Any) -> str:
        return _("Nobody can change approved or published minutes without reopening them.")


class DeadlineLock(RecordLock):
    def get_message(self, user: Any) -> str:
        return _("The time for objections is over: the text is locked. Approve it, or circulate it again.")

    def get_locked_by(self, user: Any) -> str:
        return _("Locked by the deadline")

    def get_description(self, user: Any) -> str:
        return _("Nobody can change circulated minutes after the time for objections.")


class MinutesPermissionTester(PagePermissionTester):
    """What Wagtail's own buttons allow: never publish (the steps do), never move, never delete what was circulated."""

    def can_publish(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False

    def can_unlock(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return not self.page.specific.is_kept and bool(super().can_delete(ignore_bulk))

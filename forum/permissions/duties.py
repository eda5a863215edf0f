"""Who reads what, and who acts for all."""

from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page

from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from forum.models.access import Anyone, internal_words_q, is_secretariat, organisations_of
from forum.models.directory.people import User
from forum.models.memory import Asked, remembered
from forum.models.querysets import Listed


class TooLateError(PermissionDenied):
    """It was this person's to do, and its time is over: the words say until when."""


def require(allowed: bool, *, too_late: str = "") -> None:
    """Turn a 'no' into a 403. The caller has already answered 404 to those who may not know."""
    if allowed:
        return
    raise TooLateError(too_late) if too_late else PermissionDenied(_("You are not allowed to do this."))


def readable_entries_q(user: Anyone) -> Q:
    """The condition on a ledger entry that a person may read."""
    role = SECRETARIAT if is_secretariat(user) else MEMBERS if organisations_of(user) else PUBLIC
    return Q(audience__in=role.reads) | internal_words_q(user)


def can_view_page(user: Anyone, page: Page) -> bool:
    """Published and not behind a privacy setting that keeps this person out."""
    if is_secretariat(user):
        return True
    return remembered(("page", user.pk, page.pk), lambda: bool(_seen(page.specific_class)(user, page.pk)))


def question_of_view(user: Anyone, page: Page) -> Asked | None:
    """What `can_view_page` asks for, to be asked together with others."""
    return _seen(page.specific_class).of(user, page.pk)


@cache
def _seen(kind: Any) -> Listed[int]:
    return Listed(lambda user, pk: kind.objects.visible_to(user).filter(pk=pk).values_list("pk", flat=True))


def has_duty(user: Anyone) -> bool:
    """Whether somebody acts for all: as secretariat or as administrator."""
    return user.is_authenticated and (user.is_superuser or is_secretariat(user))


def can_reset_second_factor(user: Anyone, login: User) -> bool:
    """Administrators, for others: their own they take off where they set it up."""
    return user.is_authenticated and user.is_superuser and user.pk != login.pk


def can_manage_forum(user: Anyone) -> bool:
    """Organisations, people, memberships, teams, meetings and invitations."""
    return is_secretariat(user)


def can_watch_mail(user: Anyone) -> bool:
    """Whom the site could not write to, and why; sending it again."""
    return is_secretariat(user)


def can_watch_site(user: Anyone) -> bool:
    """How the site runs: its tasks, timers and faults. For administrators."""
    return bool(user.is_authenticated and user.is_active and user.is_superuser)


def can_see_accesses(user: Anyone) -> bool:
    """Who looked at whose personal data: for who answers for data protection, not for those who look."""
    return can_watch_site(user)


def can_erase(user: Anyone, login: User | None) -> bool:
    """The personal data of a login, or of somebody who has none: one's own, and anybody's for the secretariat."""
    return user == login or can_manage_forum(user)

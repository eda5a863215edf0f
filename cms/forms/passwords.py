"""Passwords that whoever knows this office would try first, and asking for a new one."""

import re
from collections.abc import Iterator
from typing import Any

from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from forum.models import ForumSettings, Organisation, User

LOOKS_FOR_A_KEY = 2  # of allauth's generator
LETTERS_BESIDE = 4  # as many letters as must be left beside days, numbers and names


def _letters(password: str) -> str:
    return re.sub(r"[\W\d_]", "", password)


class ResetPasswordForm(AllauthResetPasswordForm):
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """For an address that nobody has as much is asked of the database as for a key: the clock tells nobody."""
        typed = self.cleaned_data["email"]
        for _look in () if self.users else range(LOOKS_FOR_A_KEY):
            list(EmailAddress.objects.filter(email__iexact=typed))
        saved: str = super().save(request, **kwargs)
        return saved


class PatternValidator:
    """A day, a telephone number, one character over and over."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(_letters(password)) < LETTERS_BESIDE or len(set(password.lower())) <= LETTERS_BESIDE:
            raise ValidationError(
                _("A password needs more than digits, a date or one character repeated."), code="password_pattern"
            )

    def get_help_text(self) -> str:
        return _("Your password needs letters, not only digits or a date.")


class LocalNameValidator:
    """The name of the site, the region or an organisation, with a year behind it."""

    def validate(self, password: str, user: User | None = None) -> None:
        left = _letters(password).lower()
        for word in sorted(set(_local_words()), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LETTERS_BESIDE:
            raise ValidationError(
                _("A password needs more than the name of the forum, the region or an organisation."),
                code="password_local",
            )

    def get_help_text(self) -> str:
        return _("Your password is not just the name of the forum, the region or an organisation.")


def _local_words() -> Iterator[str]:
    local = ForumSettings.objects.first() or ForumSettings()
    names = [settings.WAGTAIL_SITE_NAME, local.forum_name, local.region, local.province, local.place]
    for pair in Organisation.objects.values_list("name", "short_name"):
        names.extend(pair)
    for name in names:
        yield from (word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) >= LETTERS_BESIDE)

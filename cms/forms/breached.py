"""Passwords that were stolen somewhere: sought in a list on this machine, so that nobody else learns what was typed.

The list is a file with one SHA-1 on each line, in order (`HASH` or `HASH:COUNT`), or a folder with one such file for
each five first characters, which its name repeats and its lines leave out. Both forms can be downloaded.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.models import User

PREFIX = 5
LONGEST_LINE = 128


class BreachedPasswordValidator:
    """Does nothing where no list is set."""

    def validate(self, password: str, user: User | None = None) -> None:
        if settings.BREACHED_PASSWORDS and is_breached(password, Path(settings.BREACHED_PASSWORDS)):
            raise ValidationError(
                _("This password was stolen from another site and stands in lists that thieves try. Choose another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return _("Your password is not one that was stolen from another site.")


def is_breached(password: str, where: Path) -> bool:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    if where.is_file():
        return _stands_in(where, digest)
    names = (where / f"{digest[:PREFIX]}{ending}" for ending in ("", ".txt"))
    return any(_stands_in(one, digest[PREFIX:]) for one in names if one.is_file())


def _stands_in(path: Path, wanted: str) -> bool:
    """By halving: forty reads in a file of forty gigabytes."""
    with path.open("rb") as file:
        low, high = 0, os.fstat(file.fileno()).st_size
        while low < high:
            middle = (low + high) // 2
            if _line_at(file, middle)[: len(wanted)] < wanted:
                low = middle + 1
            else:
                high = middle
        return _line_at(file, low)[: len(wanted)] == wanted


def _line_at(file: BinaryIO, position: int) -> str:
    """The first line that begins at this byte or after it; after the last, one that is greater than any."""
    file.seek(max(0, position - 1))
    if position:
        file.readline(LONGEST_LINE)
    line = file.readline(LONGEST_LINE)
    return line.decode("ascii", "replace").strip().upper() if line else "~"

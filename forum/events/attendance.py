"""Who was there: no name stands in an entry, and what its digest covers is a random word."""

from django.utils.translation import gettext_lazy as _

from forum.events import define

SECRET = "text of the secret of the attendance"  # noqa: S105 - says what is covered
ATTENDANCE_RECORDED = define(
    "attendance.recorded", _("recorded that a person was there"), audience="secretariat", data=["way"], content=SECRET
)
ATTENDANCE_WITHDRAWN = define(
    "attendance.withdrawn",
    _("withdrew that a person was there"),
    audience="secretariat",
    content="[secret of the attendance, reason]",
)
ATTENDANCE_FORGOTTEN = define(
    "attendance.forgotten",
    _("deleted personal data of people who were there"),
    audience="secretariat",
    data=["count"],
)
SHEET_KEPT = define(
    "attendance.sheet_kept",
    _("kept a scan of the signed attendance sheet"),
    audience="secretariat",
    content="text of the sha256 of the file",
)
SHEET_REMOVED = define(
    "attendance.sheet_removed",
    _("deleted a scan of the signed attendance sheet"),
    audience="secretariat",
    content="text of the sha256 of the file",
)

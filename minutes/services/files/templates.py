"""The office's own template for papers of minutes: taken over only after a paper was made with it."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum import ledger
from forum.documents import UNUSABLE, Limits, downloads, with_template
from forum.documents.office.own import Fault, TemplateError, cleaned
from forum.documents.office.template import OfficeTemplate
from forum.models import User
from minutes import events, permissions
from minutes.models import PaperTemplate
from minutes.reading.template import sample

FAULTS = {
    Fault.NO_DOCX: gettext_lazy("This is no Word file (DOCX) that can be used. Save it anew in Word or LibreOffice."),
    Fault.TOO_LARGE: gettext_lazy(
        "This file is too large. Take out what is not needed, and make its pictures smaller."
    ),
    Fault.MACROS: gettext_lazy("This file holds a macro or another program. Save it as DOCX without macros."),
    Fault.OUTSIDE: gettext_lazy("A header or footer points to something outside the file. Put it into the file."),
    Fault.FIELDS: gettext_lazy(
        "A header or footer has a field that brings in something else. Page numbers and dates may stay."
    ),
    Fault.PICTURE: gettext_lazy("A picture in a header or footer is neither PNG nor JPEG."),
}


@transaction.atomic
def set_template(upload: bytes, *, has_letterhead: bool, by: User) -> PaperTemplate:
    """Raises ValidationError for what cannot be used; then the template of before stays."""
    permissions.require(permissions.can_write(by))
    try:
        kept = cleaned(upload)
    except TemplateError as error:
        raise ValidationError({"file": FAULTS[error.fault]}) from error
    template = OfficeTemplate(hashlib.sha256(kept).hexdigest(), has_letterhead, kept)
    _try(template)
    return _save(by, content=kept, sha256=template.sha256, has_letterhead=has_letterhead)


def _try(template: OfficeTemplate) -> None:
    try:
        with downloads.turn():
            with_template(sample(template), Limits())
    except UNUSABLE as error:
        raise ValidationError({"file": _("No paper could be made with this file. Nothing was changed.")}) from error


@transaction.atomic
def reset_template(*, by: User) -> PaperTemplate:
    """Papers have our own look again."""
    permissions.require(permissions.can_write(by))
    return _save(by)


def _save(by: User, **values: object) -> PaperTemplate:
    row = PaperTemplate.objects.create(made_by=by, **values)
    ledger.append(events.TEMPLATE_CHANGED, target=row, by=by, data={"file": row.sha256})
    return row

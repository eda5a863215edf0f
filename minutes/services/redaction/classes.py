"""In which class of information a public record is."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger
from forum.models import RecordedPage, User
from forum.models.typed import clean_line
from minutes import events, permissions
from minutes.models import Classification
from minutes.text.grounds import GROUNDS


@transaction.atomic
def classify(
    page: RecordedPage, *, kind: str, ground: str = "", holder: str = "", kept: str = "", by: User
) -> Classification:
    """Said anew it counts from now on, and what was said before stays.

    Raises ValidationError for an unknown class; for one that is exempt without a ground, or of what is public.
    """
    permissions.require(permissions.can_classify(by))
    if kind not in Classification.Kind.values:
        raise ValidationError({"kind": _("Choose one of the classes.")})
    is_exempt = kind == Classification.Kind.EXEMPT
    if is_exempt and ground not in GROUNDS:
        raise ValidationError({"ground": _("Choose one of the grounds.")})
    if is_exempt and page.live:
        raise ValidationError({"kind": _("What is public is not exempt: withdraw it first, or black out words of it.")})
    row = Classification(
        page_id=page.pk, kind=kind, ground=ground if is_exempt else "", holder=clean_line(holder), kept=clean_line(kept)
    )
    row.by, row.office, row.at = by, ledger.office_of(by)[0], clock.now()
    about = {"kind": kind, "ground": row.ground}
    row.seq = ledger.append(events.INFORMATION_CLASSED, target=page, page=page, by=by, data=about).seq
    row.save()
    return row

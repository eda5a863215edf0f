"""What looks like personal data gets an answer before it is public: blacked out, or kept with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum import clock, ledger
from forum.models import User
from forum.models.typed import clean_lines, require_words
from minutes import events, permissions
from minutes.models import KeptFinding, MinutesPage, Redaction
from minutes.reading.redaction import KINDS, findings_of, open_findings_of
from minutes.services.redaction.blacking import redact
from minutes.text.grounds import PERSONAL


def black_out_finding(minutes: MinutesPage, *, part: str, words: str, kind: str, by: User) -> Redaction:
    """In one press: the law's ground is personal data, the reason what was found."""
    label = str(KINDS.get(kind, kind))
    return redact(minutes, part=part, quote=words, ground=PERSONAL, note=label, by=by)


@transaction.atomic
def keep_finding(minutes: MinutesPage, *, words: str, kind: str, reason: str, by: User) -> KeptFinding:
    """Wherever it stands in these minutes. Raises ValidationError for what is not found there."""
    current = MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    permissions.require(permissions.can_redact(by, current))
    why = require_words(clean_lines(reason))
    if not any((one.kind, one.words) == (kind, words) for one in findings_of(current)):
        raise ValidationError(_("There are no such words."))
    row = KeptFinding(minutes=current, kind=kind, words=words, reason=why)
    row.by, row.office, row.at = by, ledger.office_of(by)[0], clock.now()
    row.seq = ledger.append(
        events.PERSONAL_DATA_KEPT, target=current, page=current, by=by, content=why, data={"kind": kind}
    ).seq
    row.save()
    return row


def require_answered(minutes: MinutesPage) -> None:
    """Raises ValidationError while something has no answer."""
    left = len(open_findings_of(minutes))
    if left:
        raise ValidationError(
            ngettext(
                "%(n)s place looks like personal data and has no answer: black it out, keep it with a reason, or say "
                "that you publish it all the same.",
                "%(n)s places look like personal data and have no answer: black them out, keep them with a reason, or "
                "say that you publish them all the same.",
                left,
            ),
            params={"n": left},
        )

"""Readers report words; the secretariat says what it decided."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, Report
from decrees.models.hiding.records import Part
from decrees.models.words import clean_text
from decrees.services.publishing import append_and_publish
from forum import clock, ledger
from forum.audiences import PUBLIC, SECRETARIAT
from forum.models import User
from forum.models.typed import require_words


@transaction.atomic
def report_words(comment: Comment, *, reason: str, words: str = "", part: str = Part.COMMENT) -> Report:
    """Anybody may, without a login, about what everybody reads. It is not kept who it was."""
    permissions.require(comment.audience == PUBLIC)
    if reason not in Report.Reason.values or part not in Part.values:
        raise ValidationError({"reason": _("Choose one of the reasons.")})
    report = Report(comment=comment, part=part, reason=reason, words=clean_text(words), at=clock.now())
    if reason == Report.Reason.OTHER:
        require_words(report.words)
    append_and_publish(events.WORDS_REPORTED, row=report, by=None, **_about(report))
    return report


@transaction.atomic
def close_report(report: Report, *, outcome: str, by: User) -> Report:
    """Say in words what was decided: hidden, or why not. Raises ValidationError if somebody did already."""
    report = Report.objects.select_for_update(of=("self",)).select_related("comment__version__decree").get(pk=report.pk)
    permissions.require(permissions.can_hide(by, report.comment))
    if report.closed_at is not None:
        raise ValidationError(_("This was decided meanwhile, or the time for it is over."))
    report.outcome, report.office = require_words(clean_text(outcome)), ledger.office_of(by)[0]
    report.closed_at = clock.now()
    report.save(update_fields=["outcome", "office", "closed_at"])
    append_and_publish(events.REPORT_CLOSED, by=by, content=report.outcome, **_about(report))
    return report


def _about(report: Report) -> dict[str, object]:
    comment = report.comment
    data = {"comment": comment.pk, "place": comment.clause_label, "clause": comment.clause}
    return {
        "target": comment,
        "page": comment.version.decree,
        "audience": SECRETARIAT,
        "data": {**data, "of": report.part, "reason": report.reason},
    }

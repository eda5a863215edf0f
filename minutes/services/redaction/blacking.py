"""Words of minutes are blacked out for the public, on a ground of the law, before the edition is published; or shown
again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger
from forum.models import User
from forum.models.typed import clean_lines, require_words, says_something
from minutes import events, permissions
from minutes.models import MinutesPage, Redaction, RedactionLift, content
from minutes.models.states import State
from minutes.text.blackouts import stands_in
from minutes.text.grounds import GROUNDS


@transaction.atomic
def redact(minutes: MinutesPage, *, part: str, ground: str, note: str, quote: str = "", by: User) -> Redaction:
    """From the next edition on, the words are blacked out wherever they stand in these minutes; without a quote all of
    the row is.

    Raises ValidationError for words that do not stand there, that stand in the title or the name of a file too, or are
    blacked out already; without a ground of the law and a reason.
    """
    minutes = _to_prepare(minutes, by=by)
    reason = require_words(clean_lines(note))
    if ground not in GROUNDS:
        raise ValidationError({"ground": _("Choose one of the grounds.")})
    draft, quote = minutes.get_latest_revision_as_object(), clean_lines(quote)
    words = _words(draft, part, quote)
    whole = not quote
    _require_elsewhere_fit(draft, part, words)
    if minutes.redactions.filter(part=part, quote=words, whole=whole, lift=None).exists():
        raise ValidationError({"quote": _("These words are blacked out already.")})
    row = Redaction(
        minutes=minutes, edition=minutes.edition + 1, part=part, quote=words, whole=whole, ground=ground, note=reason
    )
    row.by, row.office, row.at = by, ledger.office_of(by)[0], clock.now()
    row.seq = _append(events.MINUTES_REDACTED, row, [part, ground, reason], by=by)
    row.save()
    return row


@transaction.atomic
def unredact(redaction: Redaction, *, reason: str, by: User) -> RedactionLift:
    """From the next edition on the words are shown again. Raises ValidationError if they are already."""
    minutes = _to_prepare(redaction.minutes, by=by)
    words = require_words(clean_lines(reason))
    if RedactionLift.objects.filter(redaction=redaction).exists():
        raise ValidationError(_("These words are shown again already."))
    row = RedactionLift(redaction=redaction, edition=minutes.edition + 1, words=words)
    row.by, row.office, row.at = by, ledger.office_of(by)[0], clock.now()
    row.seq = _append(events.MINUTES_UNREDACTED, redaction, words, by=by)
    row.save()
    return row


def _to_prepare(minutes: MinutesPage, *, by: User) -> MinutesPage:
    """Locked: one step after another."""
    current = MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)
    permissions.require(permissions.can_redact(by, current))
    if not current.is_kept:
        raise ValidationError(_("Circulate the minutes first: then their rows have numbers."))
    if current.state == State.PUBLISHED:
        raise ValidationError(
            _(
                "What is public is blacked out in the next edition: reopen the minutes with a reason. Personal data "
                "goes at once by “Hide a part”."
            )
        )
    return current


def _words(draft: MinutesPage, part: str, quote: str) -> str:
    row = content.parts_of(draft).get(part)
    if row is None or part.endswith(":None"):
        raise ValidationError({"part": _("There are no such words.")})
    if quote and not (says_something(quote) and stands_in(quote, row[1])):
        raise ValidationError({"quote": _("These words do not stand there: copy them from the row.")})
    return quote or row[1]


def _require_elsewhere_fit(draft: MinutesPage, part: str, words: str) -> None:
    """Title and names of files are part of addresses: nothing is blacked out there."""
    if stands_in(words, draft.title):
        raise ValidationError({"quote": _("These words stand in the title: change that first.")})
    files = [one for one in draft.attachments.all() if content.part_of("attachments", one) != part]
    named = next((one.document.filename for one in files if stands_in(words, one.document.filename)), None)
    if named:
        words_of_error = _("These words stand in the name of the file %(name)s: attach it under another name.")
        raise ValidationError({"quote": words_of_error % {"name": named}})


def _append(verb: str, redaction: Redaction, told: object, *, by: User) -> int:
    about = {"part": redaction.part, "reason": redaction.ground}
    return ledger.append(verb, target=redaction.minutes, page=redaction.minutes, by=by, content=told, data=about).seq

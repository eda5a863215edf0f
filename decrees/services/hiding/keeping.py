"""Hidden words while they are kept, and their end."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from decrees import events, permissions
from decrees.models import Comment, Concealment, ConcealmentStep, LetterPart
from decrees.models.hiding import ERASED, stored
from decrees.services.hiding.targets import Target, publish_about_hiding, rows_of
from forum import clock
from forum.audiences import SECRETARIAT
from forum.models import User
from forum.models.ledger.hiding import Step


@transaction.atomic
def look_at_hidden_words(concealment: Concealment, *, by: User) -> dict[str, Any]:
    """The words that are or may be hidden, by the name of their field. Each look is on record."""
    permissions.require(permissions.can_look(by, concealment))
    rows = rows_of(concealment)
    publish_about_hiding(events.HIDDEN_WORDS_READ, concealment, (), by=by, audience=SECRETARIAT)
    return {name: stored(rows[0], name) for name in _fields(rows[0])} if rows else {}


def erase_hidden_words(*, at: datetime.datetime | None = None) -> int:
    """Erase what was confirmed to be hidden so long ago that nobody can complain about it any more; returns how many
    hidings that were. The digests in the ledger stay. Nothing is erased over an objection that nobody answered."""
    before = (at or clock.now()) - datetime.timedelta(days=settings.HIDDEN_WORDS_KEPT_DAYS)
    confirmed = Concealment.objects.filter(steps__step="confirmed", steps__at__lte=before)
    kept = confirmed.exclude(steps__step__in=["lifted", "erased"]).distinct().order_by("pk")
    return sum(_erase(concealment) for concealment in kept)


@transaction.atomic
def _erase(concealment: Concealment) -> bool:
    Comment.objects.select_for_update(of=("self",)).get(pk=concealment.comment_id)
    if concealment.has_open_objection:
        return False
    rows = rows_of(concealment)
    step = ConcealmentStep(concealment=concealment, step=Step.ERASED, at=clock.now())
    publish_about_hiding(events.WORDS_ERASED, concealment, rows, row=step, by=None)
    for row in rows:
        _erase_words(row)
    return True


def _erase_words(row: Target) -> None:
    """The only place where words go. The database lets it pass, as the erasing is on record (`WORDS_ERASED` in
    `models/triggers.py`)."""
    erased = {name: None if name == "proposed" else ERASED for name in _fields(row)}
    type(row)._default_manager.filter(pk=row.pk).update(**erased)
    if isinstance(row, Comment):
        row.from_citizens.update(text="")  # who said nearly the same
    if isinstance(row, Comment) and row.letter_part_id:
        gone = {"text": ERASED, "said": "", "passage": "", "wording": "", "wordings": {}}
        LetterPart.objects.filter(pk=row.letter_part_id).update(**gone)


def _fields(row: Target) -> tuple[str, ...]:
    if isinstance(row, Comment):
        return ("text", "proposed")
    return ("words",) if isinstance(row, ConcealmentStep) else ("reason",)

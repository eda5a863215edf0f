"""The first person: proposes to hide words, or hides personal data at once until a second person decides."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, Concealment, HiddenWords
from decrees.models.hiding import Why
from decrees.models.words import clean_text
from decrees.services.hiding.targets import Target, comment_of, covered, part_of, publish_about_hiding
from decrees.services.notifying import notices
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import User
from forum.models.typed import require_words


@transaction.atomic
def propose_hiding(target: Target, *, reason: str, note: str, at_once: bool = False, by: User) -> Concealment:
    """Ask for a second person who hides the words. `at_once` hides personal data until that one decides.

    Raises ValidationError without a reason of the list and an explanation, on what is proposed or hidden already, and
    on hiding at once what is no personal data or was hidden so before: nobody keeps words out of sight alone.
    """
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment_of(target).pk)
    permissions.require(permissions.can_hide(by, comment))
    words = require_words(clean_text(note))
    rows = covered(target)
    entries = [row.seq or 0 for row in rows]
    _require_possible(reason, at_once, entries)
    concealment = Concealment(
        comment=comment, part=part_of(target), reason=reason, note=words, provisional=at_once, by=by, at=clock.now()
    )
    concealment.office = ledger.office_of(by)[0]
    told: dict[str, Any] = {"data": {"provisional": True}} if at_once else {"audience": SECRETARIAT}
    verb = events.WORDS_HIDDEN if at_once else events.HIDING_PROPOSED
    publish_about_hiding(verb, concealment, rows, row=concealment, by=by, content=[entries, reason, words], **told)
    HiddenWords.objects.bulk_create(HiddenWords(concealment=concealment, entry=entry) for entry in entries)
    if at_once:
        notices.notify_hidden(concealment, rows, by=by)
    return concealment


def _require_possible(reason: str, at_once: bool, entries: Sequence[int]) -> None:
    if reason not in Why.values:
        raise ValidationError({"reason": _("Choose one of the reasons.")})
    earlier = Concealment.objects.filter(hidden_words__entry__in=entries).prefetch_related("steps").distinct()
    if any(one.is_open or one.state in ("confirmed", "erased") for one in earlier):
        raise ValidationError(_("This is proposed or hidden already."))
    if at_once and reason != Why.PERSONAL_DATA:
        raise ValidationError({"at_once": _("Only personal data is hidden before a second person has decided.")})
    if at_once and any(one.provisional for one in earlier):
        raise ValidationError({"at_once": _("This was hidden at once before. Now a second person decides first.")})

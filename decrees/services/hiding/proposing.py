"""The first person: proposes to hide words, or hides personal data at once until a second person decides."""

from typing import Any

from django.db import transaction

from decrees import events, permissions
from decrees.models import Comment, Concealment, HiddenWords
from decrees.models.words import clean_text
from decrees.services.hiding.targets import Target, comment_of, covered, part_of, publish_about_hiding
from decrees.services.notifying import notices
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import User
from forum.models.ledger.hiding import require_possible
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
    earlier = Concealment.objects.filter(hidden_words__entry__in=entries).prefetch_related("steps").distinct()
    require_possible(earlier, reason=reason, at_once=at_once)
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

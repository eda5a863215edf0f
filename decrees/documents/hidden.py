"""What of the record is not told while words are hidden: with their digest and its key a number could be guessed."""

from collections.abc import Iterable, Iterator

from decrees import events
from decrees.models.hiding import Gaps
from forum.ledger.contents import content_note, withholds
from forum.models import LedgerEntry
from forum.models.ledger.hiding import State

# Entries whose digest covers the words of a comment, of an answer, of what is said to the answer.
OF_COMMENT = {
    events.COMMENT_ADDED, events.COMMENT_RECEIVED, events.COMMENT_HEARD, events.POSITION_SENT, events.COMMENT_EDITED,
}  # fmt: skip
OF_ANSWER = {events.ANSWER_GIVEN, events.ANSWER_CHANGED}
OF_REACTION = {events.ANSWER_ACCEPTED, events.OBJECTION_MAINTAINED}
# What is said to an answer covers the answer's words as well.
COVERING = dict.fromkeys(OF_COMMENT, OF_COMMENT) | dict.fromkeys(OF_ANSWER, OF_ANSWER | OF_REACTION)


@withholds
def covering_hidden_words(entries: Iterable[LedgerEntry]) -> set[int]:
    gaps = Gaps().by_entry
    if not gaps:
        return set()
    told = LedgerEntry.objects.filter(seq__in=list(gaps)).values_list("verb", "target")
    hidden = {(target, verb) for found, target in told for verb in COVERING.get(found, ())}
    return {entry.seq for entry in entries if entry.seq in gaps or (entry.target, entry.verb) in hidden}


@content_note
def hidden_words() -> Iterator[str]:
    states = [gap.state for gap in Gaps().by_entry.values()]
    if states:
        erased = states.count(State.ERASED)
        yield f"Words of {len(states)} entries are hidden, {erased} of them erased; their digests stay in the ledger."

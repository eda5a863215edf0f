"""The editions of published minutes: what was corrected in each, why and by whom, and which words a ralat may touch."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minutes.models import Edition, MinutesPage, Ralat, Reopening, content
from minutes.reading.corrections.changes import Change, segments_of
from minutes.text.blackouts import stands_in
from minutes.text.slips import Refusal, refusal_of

# Of a decision, who came and who owes what, no word is a slip of the pen only.
MENDABLE = ("discussion", "inputs", "action_items")


@dataclass(frozen=True, slots=True)
class Corrected:
    """One edition after the first. `change` is a ralat; else it was reopened. Nothing of what is blacked out."""

    number: int
    at: datetime.datetime
    reason: str
    office: str
    change: Change | None
    is_kept: bool

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def is_ralat(self) -> bool:
        return self.change is not None


def mendable(minutes: MinutesPage) -> dict[str, tuple[str, str]]:
    """The rows that a ralat may touch: where each stands, and its words."""
    rows = content.words_by_part(minutes)
    return {
        part: (content.place_of(minutes, part), words)
        for part, words in rows.items()
        if part.partition(":")[0] in MENDABLE and part not in minutes.gaps
    }


def why_no_slip(minutes: MinutesPage, part: str, before: str, after: str) -> str:
    """Empty if it is a plain slip of the pen. What is blacked out stays as it is, else it could be guessed."""
    mine = [one for one in minutes.blackout.passages if one.part == part]
    if any(one.whole or stands_in(one.quote, before) != stands_in(one.quote, after) for one in mine):
        return _("These words are blacked out: reopen the minutes with a reason.")
    refused = refusal_of(before, after)
    return _WHY[refused]() if refused else ""


_WHY = {
    Refusal.NOTHING: lambda: _("These words change nothing."),
    Refusal.NUMBER: lambda: _("A number or a date would change: reopen the minutes with a reason."),
    Refusal.SENSE: lambda: _(
        "A number word, a negation, a name of a month or an abbreviation would change: reopen the minutes with a "
        "reason."
    ),
    Refusal.WORDS: lambda: _("Words would come or go: reopen the minutes with a reason."),
    Refusal.FAR: lambda: _(
        "Another word would stand there, not the same one spelt well: reopen the minutes with a reason."
    ),
}


def corrections_log(minutes: MinutesPage, reopenings: Sequence[Reopening]) -> list[Corrected]:
    """The newest first. `reopenings` of what was published, the newest first, as they are read."""
    if minutes.edition < 2:
        return []
    kept = set(minutes.editions.values_list("number", flat=True))
    mended = {one.edition: _of_ralat(minutes, one, kept) for one in minutes.ralats.all()}
    others = [number for number in range(2, minutes.edition + 1) if number not in mended]
    # In order; while the next edition is prepared, the last reopening has none yet.
    pairs = zip(others, reversed(reopenings), strict=False)
    reopened = {number: _of_reopening(minutes, number, one, kept) for number, one in pairs}
    return [one for _number, one in sorted((mended | reopened).items(), reverse=True)]


def _of_reopening(minutes: MinutesPage, number: int, one: Reopening, kept: set[int]) -> Corrected:
    return Corrected(number, one.made_at, minutes.blackout.words(one.reason), "", None, number - 1 in kept)


def _of_ralat(minutes: MinutesPage, ralat: Ralat, kept: set[int]) -> Corrected:
    rule = minutes.blackout
    words = (rule.row(ralat.part, ralat.before), rule.row(ralat.part, ralat.after))
    segments = [] if ralat.part in minutes.gaps else segments_of(*words)
    change = Change(content.place_of(minutes, ralat.part), segments)
    reason = rule.words(ralat.reason)
    return Corrected(ralat.edition, ralat.at, reason, ralat.office, change, ralat.edition - 1 in kept)


def text_of_edition(edition: Edition) -> MinutesPage:
    """The minutes as they were, without what is hidden or blacked out today."""
    text: MinutesPage = edition.text()
    text.edition, text.superseded = edition.number, edition.minutes.edition
    return text


def edition_after(minutes: MinutesPage, edition: Edition) -> MinutesPage:
    """What replaced it, as far as it is kept; else what is public now."""
    following = minutes.editions.filter(number__gt=edition.number).order_by("number").first()
    if following is None or following.number == minutes.edition:
        return minutes
    following.minutes = minutes
    return text_of_edition(following)

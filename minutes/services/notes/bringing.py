"""Words that were brought as a file or pasted are put into the draft of the minutes, as notes would be."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum.models import User
from minutes import permissions
from minutes.models import MinutesPage
from minutes.reading.notes import Board
from minutes.services.notes.drafting import Draft
from minutes.services.notes.taking import require_free, stored
from minutes.text.notes import Part, parts_of


def parts_in(minutes: MinutesPage, words: str) -> list[Part]:
    """What the lines become. An empty line parts two tables or lists."""
    board = Board(minutes.held_meeting, [])
    lines = [(str(number), line) for number, line in enumerate(words.splitlines())]
    parts: list[Part] = []
    for is_said, group in groupby(lines, key=lambda line: bool(line[1].strip())):
        if is_said:
            parts += parts_of((key, line, board.read(line)) for key, line in group)
    return parts


@transaction.atomic
def take_in_words(minutes: MinutesPage, words: str, *, revision: int | None, by: User) -> MinutesPage:
    """Behind what stands in the draft already, of which nothing changes.

    `revision` is the draft that the person saw. Raises ValidationError if it was saved since, is locked, or nothing was
    said.
    """
    permissions.require(permissions.can_write(by))
    minutes = MinutesPage.objects.select_for_update().get(pk=minutes.pk)
    require_free(minutes, by)
    if revision != minutes.latest_revision_id:
        raise ValidationError(_("The text was changed meanwhile. Look at it once more."))
    parts = parts_in(minutes, words)
    if not parts:
        raise ValidationError(_("There are no words in it."))
    draft = Draft(minutes.get_latest_revision_as_object())
    for part in parts:
        draft.add(stored(part))
    finished = draft.finished()
    finished.save_revision(user=by, log_action=True)
    return finished

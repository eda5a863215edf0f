"""A letter is read and cut; each point is given the clauses that it may be about."""

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import permissions
from decrees.documents.letters import Problem, read
from decrees.drafting.letters import Offers, Part, Piece, Role, cut, from_text, offers
from decrees.models import Letter, LetterPart
from forum.models import User
from forum.models.typed import clean_lines

State = Letter.State


def read_letter(pk: int) -> None:
    """Once: a task that comes again finds it read. It is read and cut before the lock is taken: that takes seconds."""
    letter = Letter.objects.select_related("version").filter(pk=pk, state=State.WAITING).first()
    if letter is None:
        return
    with letter.file.open("rb") as file:
        told = read(file.read())
    rows = [] if told.problem else _cut(letter, told.pieces)
    with transaction.atomic():
        held = Letter.objects.select_for_update().get(pk=pk)
        if held.state == State.WAITING:
            _keep(held, rows, told.problem)


@transaction.atomic
def type_letter(letter: Letter, *, text: str, by: User) -> Letter:
    """The words of a letter that cannot be read, typed in by somebody; its file stays with it."""
    letter = held_letter(letter, by)
    words = clean_lines(text)
    if letter.state != State.UNREADABLE:
        raise ValidationError(_("The words of this letter are there already."))
    if not words:
        raise ValidationError({"text": _("Type in the words of the letter.")})
    _keep(letter, _cut(letter, from_text(words)), None)
    return letter


def held_letter(letter: Letter, by: User) -> Letter:
    """The letter with its row locked, for who may work on it. Raises ValidationError once it is taken in."""
    letter = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("version", "decree", "organisation")
        .get(pk=letter.pk)
    )
    if letter.is_taken:
        raise ValidationError(_("This letter is taken in already."), code="taken")
    permissions.require(permissions.can_work_on_letter(by, letter))
    return letter


def _cut(letter: Letter, pieces: Sequence[Piece]) -> list[LetterPart]:
    parts = cut(pieces)
    rows = [LetterPart(letter=letter, place=number) for number in range(1, len(parts) + 1)]
    fill(letter, rows, parts)
    return rows


def _keep(letter: Letter, rows: Sequence[LetterPart], problem: Problem | None) -> None:
    letter.state, letter.problem = (State.UNREADABLE, problem) if problem else (State.READY, "")
    letter.save(update_fields=["state", "problem"])
    LetterPart.objects.bulk_create(rows)


def fill(letter: Letter, rows: Sequence[LetterPart], parts: Sequence[Part]) -> None:
    """Write what was cut into rows that are not saved yet."""
    found = iter(offers(letter.version.document, [part for part in parts if part.role is Role.POINT]))
    for row, part in zip(rows, parts, strict=True):
        row.role, row.text, row.under, row.named = part.role, clean_lines(part.text), list(part.under), part.place[:300]
        if part.role is Role.POINT:
            _fill_point(row, part, next(found))


def _fill_point(row: LetterPart, part: Part, offered: Offers) -> None:
    row.said, row.passage = clean_lines(part.said), clean_lines(part.passage)
    row.proposed = None if part.wording is None else clean_lines(part.wording)
    row.offers = [[offer.clause, offer.why] for offer in offered.all]
    row.clause, row.also, row.state = offered.first, list(offered.also), LetterPart.State.OPEN
    row.sure = offered.sure and not row.also  # whether it is about all of them, somebody looks


def part_of(row: LetterPart) -> Part:
    """A row as what it was cut to."""
    return Part(Role(row.role), row.text, tuple(row.under), row.named, row.passage, row.proposed, row.said)


def shift(letter: Letter, after: int, by: int) -> None:
    """Make room behind a part."""
    later: Iterable[LetterPart] = letter.parts.filter(place__gt=after).order_by("-place")
    for row in later:
        LetterPart.objects.filter(pk=row.pk).update(place=row.place + by)

"""Somebody looks through the points of a letter: confirmed, dropped, put elsewhere, joined, parted. Nothing of this is
on record yet; each step is kept as it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees.drafting.letters import Part, Role, reread
from decrees.models import Letter, LetterPart
from decrees.models.words import clean_text
from decrees.services.letters.reading import fill, held_letter, part_of, shift
from decrees.text import find
from decrees.text.folding import without_space
from forum.models import User

State = LetterPart.State


@transaction.atomic
def confirm_point(part: LetterPart, *, clause: str = "", edition: int, by: User) -> LetterPart:
    """It is about this clause and no other; without one, about those that are offered. The words stay as they are."""
    part = _held(part, edition, by)
    part.also = [] if clause else part.also
    part.clause, part.state = _clause(part, clause or part.clause), State.CONFIRMED
    return _save(part)


@transaction.atomic
def change_point(
    part: LetterPart,
    *,
    clause: str,
    also: Sequence[str] = (),
    said: str,
    passage: str,
    wording: str | None,
    wordings: Mapping[str, str] | None = None,
    edition: int,
    by: User,
) -> LetterPart:
    """Other words or other places; with that it is confirmed. `also` are the further clauses that it is about, and
    `wordings` what is proposed for some of them, by clause; passage and wording are of the first."""
    part = _held(part, edition, by)
    part.also = [_clause(part, one) for one in dict.fromkeys(also) if one != clause]
    part.wordings = {one: clean_text(words) for one, words in (wordings or {}).items()}
    if not part.wordings.keys() <= set(part.also):
        raise ValidationError(_("A wording is for one of the passages that were chosen."))
    part.clause, part.said, part.passage = _clause(part, clause), clean_text(said), clean_text(passage)
    part.proposed = None if wording is None else clean_text(wording)
    if not part.said and part.proposed is None:
        raise ValidationError(_("Write a comment, or propose a wording."))
    part.role, part.state = Role.POINT, State.CONFIRMED
    return _save(part)


@transaction.atomic
def drop_point(part: LetterPart, *, edition: int, by: User) -> LetterPart:
    """It becomes no comment, and stays on the list of what was not used."""
    part = _held(part, edition, by)
    part.state = State.UNUSED
    return _save(part)


@transaction.atomic
def make_point(part: LetterPart, *, edition: int, by: User) -> LetterPart:
    """What was not used is a point after all."""
    part = _held(part, edition, by)
    point = replace(part_of(part), role=Role.POINT)
    fill(part.letter, [part], [point if point.said or point.wording is not None else reread(point)])
    return _save(part)


@transaction.atomic
def join_points(part: LetterPart, *, edition: int, by: User) -> LetterPart:
    """With the point above it, in whose place it then stands."""
    part = _held(part, edition, by)
    above = part.letter.parts.filter(place__lt=part.place).exclude(state=State.UNUSED).last()
    if above is None:
        raise ValidationError(_("There is no point above it."))
    above.text = f"{above.text}\n{part.text}"
    above.said = "\n".join(filter(None, [above.said, part.said]))
    also = [*above.also, *part.also]
    above.wordings = {**part.wordings, **above.wordings}
    if _is_beside(part, above):
        also.append(part.clause)
        above.wordings.setdefault(part.clause, part.wording)
    else:
        above.passage = above.passage or part.passage
        above.proposed = part.proposed if above.proposed is None else above.proposed
    above.also = [one for one in dict.fromkeys(also) if one != above.clause]
    above.state = State.OPEN
    part.delete()
    return _save(above)


def _is_beside(part: LetterPart, above: LetterPart) -> bool:
    """It proposes other words for the whole of another clause: these stay with it."""
    return part.proposes and bool(part.clause) and part.clause != above.clause and not part.passage


@transaction.atomic
def split_point(part: LetterPart, *, text: str, edition: int, by: User) -> list[LetterPart]:
    """At each empty line of `text`, which has to be the words of the point and nothing else."""
    part = _held(part, edition, by)
    if without_space(text) != without_space(part.text):
        raise ValidationError(_("Only put empty lines between the words: none may be changed or left out."))
    pieces = [piece.strip() for piece in text.replace("\r\n", "\n").split("\n\n") if piece.strip()]
    if len(pieces) < 2:
        raise ValidationError(_("Put an empty line where the next point begins."))
    shift(part.letter, part.place, len(pieces) - 1)
    rows = [part, *(LetterPart(letter=part.letter, place=part.place + n) for n in range(1, len(pieces)))]
    under, named = tuple(part.under), part.named
    fill(part.letter, rows, [reread(Part(Role.POINT, piece, under, named)) for piece in pieces])
    return [_save(row) for row in rows]


@transaction.atomic
def confirm_sure_points(letter: Letter, *, by: User) -> int:
    """All whose place is beyond doubt, in one go."""
    letter = held_letter(letter, by)
    return letter.parts.filter(state=State.OPEN, sure=True).update(state=State.CONFIRMED)


def _held(part: LetterPart, edition: int, by: User) -> LetterPart:
    """The part as it is now. Raises ValidationError if somebody has changed it since the page was made."""
    letter = held_letter(part.letter, by)
    found = LetterPart.objects.filter(pk=part.pk).first()
    if found is None or found.edition != edition:
        raise ValidationError(_("Somebody has changed this point meanwhile. Look at it once more."), code="changed")
    found.letter = letter
    return found


def _clause(part: LetterPart, clause: str) -> str:
    if find(part.letter.version.document, clause) is None:
        raise ValidationError({"clause": _("Choose the clause.")})
    return clause


def _save(part: LetterPart) -> LetterPart:
    part.edition += 1
    part.save()
    return part

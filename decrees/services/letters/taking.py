"""What was confirmed becomes comments of the organisation, in one action."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decrees import events, permissions
from decrees.drafting.letters.remarks import Remark, beside, remark
from decrees.models import Comment, Letter, LetterPart
from decrees.services.circulation.reanchoring import reanchor_comment
from decrees.services.commenting.comments import hold_round, save_and_publish_comment
from decrees.services.commenting.saying import (
    put_together,
    set_comment_place,
    set_comment_text,
    set_further_places,
    wordings_beside,
)
from decrees.services.letters.reading import held_letter
from decrees.text import Document, find
from decrees.text.anchoring.further import Chosen
from decrees.text.passages import TextQuoteSelector
from decrees.text.place_names import cite_clause
from forum import clock, ledger
from forum.models import User

# Stored with the comment and shown on cards and in registers, so it is Indonesian whatever language somebody reads.
BY_LETTER, NUMBERED = "Surat: {}", "Surat {}: {}"
LONGEST_OFFICE = 300


@transaction.atomic
def take_letter(letter: Letter, *, by: User) -> list[Comment]:
    """One comment for each confirmed point, in the order of the letter. A letter that was taken in gives the comments
    that it became, and nothing is added.

    Raises ValidationError while points wait, if none is confirmed, and if the round is closed or about another version.
    """
    round_ = hold_round(letter.decree)
    if Letter.objects.filter(pk=letter.pk, state=Letter.State.TAKEN).exists():
        return comments_of(letter)
    letter = held_letter(letter, by)
    if round_ is None or round_.pk != letter.round_id:
        raise ValidationError(_("The round for which this letter came is closed."))
    if letter.on_behalf:
        round_.require_received_in_time(letter.received_on)
    elif letter.version_id != round_.version_id:
        raise ValidationError(_("Version %(number)s is not open for comments.") % {"number": letter.version.number})
    letter.round.version, letter.round.decree = round_.version, letter.decree
    points = _confirmed(letter)
    letter.state, letter.taken_at = Letter.State.TAKEN, clock.now()
    letter.save(update_fields=["state", "taken_at"])
    made = [comment for part in points for comment in _comments(letter, part, by)]
    _record(letter, made, by)
    return made


def comments_of(letter: Letter) -> list[Comment]:
    made = Comment.objects.filter(letter_part__letter=letter, parent=None)
    return list(
        made.select_related("version", "answer", "letter_part")
        .defer("version__tree")
        .order_by("letter_part__place", "pk")
    )


def _confirmed(letter: Letter) -> list[LetterPart]:
    points = [part for part in letter.parts.all() if part.is_point]
    waiting = sum(part.state == LetterPart.State.OPEN for part in points)
    if waiting:
        text = ngettext("%(n)d point is not confirmed yet.", "%(n)d points are not confirmed yet.", waiting)
        raise ValidationError(text % {"n": waiting})
    if not points:
        raise ValidationError(_("No point is confirmed: there is nothing to take in."))
    return points


def _comments(letter: Letter, part: LetterPart, by: User) -> list[Comment]:
    """What the point becomes: a comment, and one for each wording of a further clause."""
    comment = Comment(version=letter.version, round=letter.round, token=part.token)
    may_propose = letter.on_behalf or permissions.can_propose(by, letter.decree, letter.organisation)
    told = remark_of(letter, part, may_propose=may_propose)
    set_comment_place(comment, part.clause, TextQuoteSelector(told.start, told.end))
    set_further_places(comment, map(Chosen, part.also))
    beside = _said(comment, part, told)
    made = _saved(letter, part, comment, by)
    return [made, *(_saved(letter, part, put_together(made, one), by) for one in beside)]


def _saved(letter: Letter, part: LetterPart, comment: Comment, by: User) -> Comment:
    """In the organisation's name."""
    comment.letter_part, comment.organisation = part, letter.organisation
    if letter.on_behalf:
        comment.received_on, comment.entered_by, comment.office = letter.received_on, by, _office(letter)
        save_and_publish_comment(comment, letter.decree, by, verb=events.COMMENT_RECEIVED)
    else:
        comment.author, comment.office = by, permissions.office_in(by, letter.organisation)
        save_and_publish_comment(
            comment,
            letter.decree,
            by,
            verb=events.COMMENT_ADDED,
            organisation=letter.organisation,
            actor_label=comment.office,
        )
    if comment.version_id != letter.round.version_id:
        reanchor_comment(comment, to=letter.round.version, by=by)
    return comment


def _said(comment: Comment, part: LetterPart, told: Remark) -> list[Comment]:
    """The wordings beside it. Raises ValidationError, with the beginning of the point: of twelve one wants to know
    which."""
    try:
        set_comment_text(comment, told.text, told.proposed)
        return wordings_beside(comment, told.beside)
    except ValidationError as error:
        raise ValidationError([f"“{part.text[:40]} …”: {message}" for message in error.messages]) from error


def remark_of(letter: Letter, part: LetterPart, *, may_propose: bool) -> Remark:
    """What the point becomes, also for whoever looks at it before."""
    document = letter.version.document
    clause = find(document, part.clause)
    said = part.said or ("" if part.passage or part.proposes else part.text)
    text = clause.text if clause else ""
    first = remark(text, said=said, passage=part.passage, wording=part.proposed, may_propose=may_propose)
    return beside(first, _wordings(document, part), may_propose=may_propose)


def _wordings(document: Document, part: LetterPart) -> Iterator[tuple[str, str, str, str]]:
    for one in part.also:
        if one in part.wordings and (clause := find(document, one)):
            yield one, cite_clause(document, one), clause.text, part.wordings[one]


def _office(letter: Letter) -> str:
    name = letter.organisation.name
    office = NUMBERED.format(letter.number, name) if letter.number else BY_LETTER.format(name)
    return office[:LONGEST_OFFICE]


def _record(letter: Letter, made: Iterable[Comment], by: User) -> None:
    numbers = [comment.pk for comment in made]
    ledger.append(
        events.LETTER_TAKEN,
        target=letter,
        page=letter.decree,
        by=by,
        organisation=None if letter.on_behalf else letter.organisation,
        actor_label="" if letter.on_behalf else permissions.office_in(by, letter.organisation),
        content=[letter.sha256, letter.organisation_id, numbers],
        data={"of": letter.organisation.name, "version": letter.version.number, "comments": len(numbers)},
    )

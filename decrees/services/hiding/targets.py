"""Which words a hiding is about, and what is told about it."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from decrees.models import Answer, Comment, Concealment, ConcealmentStep, HiddenWords, Reaction
from decrees.models.hiding.records import Part
from decrees.services.publishing import append_and_publish
from forum.models.ledger.hiding import Step

Target: TypeAlias = Comment | Answer | Reaction | ConcealmentStep
MODELS: dict[str, type[Target]] = {
    Part.COMMENT: Comment,
    Part.ANSWER: Answer,
    Part.REACTION: Reaction,
    Part.OBJECTION: ConcealmentStep,
}


def part_of(target: Target) -> Part:
    return next(Part(part) for part, model in MODELS.items() if isinstance(target, model))


def comment_of(target: Target) -> Comment:
    if isinstance(target, Reaction):
        return target.answer.comment
    if isinstance(target, ConcealmentStep):
        return target.concealment.comment
    return target.comment if isinstance(target, Answer) else target


def find_target(comment: Comment, which: str) -> Target:
    """Of the comment, of the answer or reaction that stands, or of an earlier one or an objection, by its entry:
    `answer-17`.

    Raises ValidationError if the comment has no such words, or they are hidden already.
    """
    found = _row(comment, *which.partition("-")[::2])
    if found is None or (isinstance(found, Reaction) and not found.reason):
        raise ValidationError(_("There are no such words."))
    if found.gap is not None:
        raise ValidationError(_("These words are hidden already."))
    return found


def _row(comment: Comment, part: str, seq: str) -> Target | None:
    if not seq:
        standing = {Part.COMMENT: comment, Part.ANSWER: comment.answer, Part.REACTION: comment.reaction}
        return standing.get(Part(part))
    rows: QuerySet[Any]
    if part == Part.OBJECTION:
        rows = ConcealmentStep.objects.filter(concealment__comment=comment, step=Step.OBJECTED)
    elif part == Part.REACTION:
        rows = Reaction.objects.filter(answer__comment=comment)
    else:
        rows = comment.answers.all()
    found: Target | None = rows.filter(seq=seq).first() if seq.isdecimal() else None
    return found


def covered(target: Target) -> list[Target]:
    """The rows that say the same: an answer given to several comments stands at each."""
    if isinstance(target, Answer):
        return list(Answer.objects.filter(group=target.group).select_related("comment__version__decree").order_by("pk"))
    return [target]


def rows_of(concealment: Concealment) -> list[Target]:
    """The rows whose words it hides."""
    entries = HiddenWords.objects.filter(concealment=concealment).values("entry")
    return list(MODELS[concealment.part]._default_manager.filter(seq__in=entries).order_by("pk"))


def publish_about_hiding(
    verb: str,
    concealment: Concealment,
    rows: Iterable[Target],
    *,
    row: Any = None,
    audience: str | None = None,
    data: dict[str, Any] | None = None,
    **entry: Any,
) -> None:
    """One entry for each comment at which the words stand; `row` is saved with the number of that on the comment
    named. For the rest see `append_and_publish`."""
    comments = {one.pk: one for one in (concealment.comment, *map(comment_of, rows))}
    for comment in comments.values():
        place = {"comment": comment.pk, "place": comment.clause_label, "clause": comment.clause}
        append_and_publish(
            verb,
            row=row if comment.pk == concealment.comment_id else None,
            target=comment,
            page=comment.version.decree,
            audience=audience or comment.audience,
            data={**place, "of": concealment.part, "reason": concealment.reason, **(data or {})},
            **entry,
        )

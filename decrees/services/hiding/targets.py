"""Which words a hiding is about, and what is told about it."""

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from decrees.models import Answer, Comment, Concealment, HiddenWords, Reaction
from decrees.models.hiding.records import Part
from decrees.services.publishing import append_and_publish

Target: TypeAlias = Comment | Answer | Reaction
MODELS: dict[str, type[Target]] = {Part.COMMENT: Comment, Part.ANSWER: Answer, Part.REACTION: Reaction}


def part_of(target: Target) -> Part:
    return next(Part(part) for part, model in MODELS.items() if isinstance(target, model))


def comment_of(target: Target) -> Comment:
    if isinstance(target, Reaction):
        return target.answer.comment
    return target.comment if isinstance(target, Answer) else target


def find_target(comment: Comment, part: str) -> Target:
    """Raises ValidationError if the comment has no such words, or those on the page are hidden already."""
    answer = comment.answered
    found = {Part.COMMENT: comment, Part.ANSWER: answer, Part.REACTION: answer and answer.reacted}.get(Part(part))
    if found is None or (isinstance(found, Reaction) and not found.reason):
        raise ValidationError(_("There are no such words."))
    if found.gap is not None:
        raise ValidationError(_("These words are hidden already."))
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

"""Comments that could share an answer: suggested by their words, chosen by a person."""

from decrees.models import Comment
from decrees.text.redline import similar
from forum.permissions import Anyone

WHOLE = 1_000_000  # a comment on a whole clause overlaps every passage of it
MOST = 12


def alike(comment: Comment, user: Anyone) -> list[Comment]:
    """Other comments on this decree that wait for an answer: first those that were proposed with the same form, then
    those with similar words, then those on the same clause."""
    waiting = Comment.objects.visible_to(user).unanswered().filter(version__decree=comment.version.decree_id)
    others = list(waiting.exclude(pk=comment.pk).with_cards().defer("version__tree"))
    first = comment.together_with_id or comment.pk
    together = [one for one in others if first in (one.pk, one.together_with_id)]
    likely = together + [one for one in _likely(comment, others) if one not in together]
    neighbours = [one for one in others if one.clause == comment.clause and one not in likely]
    return [*likely, *neighbours][:MOST]


def _likely(comment: Comment, others: list[Comment]) -> list[Comment]:
    found = {one.pk: one for one in others}
    for group in similar.groups(_remark(one) for one in [comment, *others]):
        if str(comment.pk) in group:
            return [found[int(pk)] for pk in group if int(pk) != comment.pk]
    return []


def _remark(comment: Comment) -> tuple[str, str, int, int, str]:
    words = " ".join(filter(None, [comment.text, comment.proposed]))
    whole = comment.start is None or comment.end is None
    start, end = (0, WHOLE) if whole else (comment.start or 0, comment.end or 0)
    return str(comment.pk), comment.clause, start, end, words

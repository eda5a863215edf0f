"""The words of a joint position, and who stands behind them as they are now."""

from collections.abc import Iterable

from decrees.models import Comment
from decrees.models.hiding import stored
from forum import ledger


def words_digest(comment: Comment, replies: Iterable[Comment]) -> str:
    """Of what the position says: the passage, the words, the wording, and what its own organisation added."""
    added = [stored(reply, "text") for reply in replies if reply.organisation_id == comment.organisation_id]
    passage = [comment.version_id, comment.clause, comment.start, comment.end]
    further = [[one.said for one in comment.further_passages]] if comment.further else []
    order = [comment.wanted.said] if comment.wanted else []
    return ledger.digest_of([*passage, stored(comment, "text"), stored(comment, "proposed"), added, *further, *order])


def dress_joint(comment: Comment) -> None:
    """Say of each organisation that joined whether it knows the words as they are now."""
    joined = [support for support in comment.supports.all() if support.consent]
    words = words_digest(comment, comment.shown_replies) if joined else ""
    for support in joined:
        support.agrees = support.consent == words

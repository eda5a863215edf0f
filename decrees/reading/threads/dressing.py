"""Comments with what their cards show: replies, and a proposed wording compared with the words it would replace."""

from collections.abc import Iterable, Iterator, Mapping

from decrees.models import Comment
from decrees.reading.threads.joint import dress_joint
from decrees.text import Document
from decrees.text.redline.words import compare_words


def threads(comments: Iterable[Comment], documents: Mapping[int, Document]) -> list[Comment]:
    """Comments with their replies in `shown_replies`, ready for the card. `documents` by the pk of their version."""
    comments = [dress(comment, documents) for comment in comments]
    known = {comment.pk: comment for comment in comments}
    for comment in comments:
        if comment.parent_id is not None and comment.parent_id in known:
            comment.parent = known[comment.parent_id]
            comment.parent.shown_replies.append(comment)
    heads = [comment for comment in comments if comment.parent_id is None]
    for comment in heads:
        dress_joint(comment)
    return heads


def dress(comment: Comment, documents: Mapping[int, Document]) -> Comment:
    """Add to a comment what its card shows and its fields do not hold: replies and the marked proposal."""
    comment.shown_replies = []
    comment.proposal = []
    if comment.structure:
        comment.proposal = [("insert", comment.proposed)] if comment.proposed else []
    elif comment.proposed is not None:
        # A reply has no passage of its own, and its version's text may not be in `documents`.
        whole = not comment.quote and not comment.parent_id
        passage = comment.passage_in(documents[comment.version_id]) if whole else comment.quote
        comment.proposal = list(redlined(passage, comment.proposed))
    return comment


def redlined(old: str, new: str) -> Iterator[tuple[str, str]]:
    for before, after in compare_words(old, new):
        if before == after:
            yield "equal", before
            continue
        if before:
            yield "delete", before
        if after:
            yield "insert", after

"""What a form about a comment shows beside it, for one reader: the comment as on its card, and its passage in the
clause."""

from dataclasses import dataclass

from decrees import permissions
from decrees.models import Assignment, Comment, Version
from decrees.reading.layout import Pieces, passage_in_clause
from decrees.reading.threads import threads
from decrees.text.anchoring.targets import Target
from decrees.text.place_names import cite_clause
from forum.permissions import Anyone


@dataclass(frozen=True, slots=True)
class CommentContext:
    """`comment` has its visible replies; `pieces` are the words of the clause, with the passage of the comment
    marked."""

    comment: Comment
    version: Version
    target: Target
    pieces: Pieces
    assignment: Assignment | None = None

    @property
    def place(self) -> str:
        return cite_clause(self.version.document, self.target.clause)


def comment_context(
    comment: Comment, user: Anyone, *, version: Version | None = None, target: Target | None = None
) -> CommentContext:
    """Uses the version on which the comment was made, unless `version` and `target` give its place on another."""
    replies = Comment.objects.visible_to(user).filter(parent=comment).with_cards().defer("version__tree")
    threads([comment, *replies], {comment.version_id: comment.version.document})
    version, target = version or comment.version, target or comment.own_target
    pieces = passage_in_clause(version.document, target.clause, target)
    return CommentContext(comment, version, target, pieces, assignment_for(comment, user))


def assignment_for(comment: Comment, user: Anyone) -> Assignment | None:
    """Who is to answer the comment and until when, while it has no answer. Only those who are to answer and the
    secretariat see it."""
    given: Assignment | None = getattr(comment, "assignment", None)
    if given is None or comment.answer is not None:
        return None
    concerned = permissions.reads_all(user) or permissions.speaking_for(user, given.organisation) is not None
    return given if concerned else None

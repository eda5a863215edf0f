"""What a form is about, for one reader: a comment as its card shows it, and its passage in the clause around it."""

from dataclasses import dataclass

from decrees import permissions
from decrees.models import Assignment, Comment, Version
from decrees.reading.layout import Pieces, passage_in_clause
from decrees.reading.threads import threads
from decrees.text.anchoring.targets import Target
from decrees.text.citations import cite_clause
from forum.permissions import Anyone


@dataclass(frozen=True, slots=True)
class CommentContext:
    """`comment` has its visible replies; `pieces` are the words of the clause, those commented on marked."""

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
    """On the version on which it was made, unless told where it stands on another."""
    replies = Comment.objects.visible_to(user).filter(parent=comment).with_cards().defer("version__tree")
    threads([comment, *replies], {comment.version_id: comment.version.document})
    version, target = version or comment.version, target or comment.own_target
    pieces = passage_in_clause(version.document, target.clause, target)
    return CommentContext(comment, version, target, pieces, assignment_for(comment, user))


def assignment_for(comment: Comment, user: Anyone) -> Assignment | None:
    """Until when it is to be answered: said to those who are to, and to the secretariat, until it is."""
    given: Assignment | None = getattr(comment, "assignment", None)
    if given is None or comment.answered is not None:
        return None
    concerned = permissions.reads_all(user) or permissions.speaking_for(user, given.organisation) is not None
    return given if concerned else None

"""Drafts, their frozen versions, the rounds of comments on them, comments and what became of them."""

# The order matters: permissions read grants, and pages ask permissions.
from decrees.models.grants import DecreeGrant  # isort: skip
from decrees.models.anchors import Placement
from decrees.models.answers import Answer, Assignment, Origin, Reaction, TakenWording
from decrees.models.comments import Comment
from decrees.models.drafts import Round, Version
from decrees.models.pages import DecreeIndexPage, DecreePage
from decrees.models.submissions import InputRequest, Notice, NoticeChoice, Support, Term

__all__ = [
    "Answer",
    "Assignment",
    "Comment",
    "DecreeGrant",
    "DecreeIndexPage",
    "DecreePage",
    "InputRequest",
    "Notice",
    "NoticeChoice",
    "Origin",
    "Placement",
    "Reaction",
    "Round",
    "Support",
    "TakenWording",
    "Term",
    "Version",
]

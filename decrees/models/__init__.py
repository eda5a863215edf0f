"""Drafts, their frozen versions, the rounds of comments on them, comments, where they are carried to, answers."""

# The order matters: permissions read grants, and pages ask permissions.
from decrees.models.grants import DecreeGrant  # isort: skip
from decrees.models.carrying import Placement
from decrees.models.comments import Answer, Comment
from decrees.models.drafts import Round, Version
from decrees.models.pages import DecreeIndexPage, DecreePage

__all__ = ["Answer", "Comment", "DecreeGrant", "DecreeIndexPage", "DecreePage", "Placement", "Round", "Version"]

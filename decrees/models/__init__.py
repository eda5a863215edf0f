"""Drafts, their frozen versions, the rounds of comments on them, comments and what became of them."""

# The order matters: permissions read grants, and pages ask permissions.
from decrees.models.grants import DecreeGrant  # isort: skip
from decrees.models.anchors import Anchor
from decrees.models.answers import AdoptedAmendment, Answer, Assignment, ChangeSource, Reaction
from decrees.models.comments import Comment
from decrees.models.drafts import Round, Version
from decrees.models.hiding import Concealment, ConcealmentStep, HiddenWords, Report
from decrees.models.pages import DecreeIndexPage, DecreePage
from decrees.models.participation.citizens import Citizen, CitizenComment, CitizenLink, CitizenSupport, PublicVoice
from decrees.models.participation.letters import Letter, LetterPart
from decrees.models.participation.news import CitizenNews
from decrees.models.participation.submissions import InputRequest, Notification, NotificationPreference, Support, Term

__all__ = [
    "AdoptedAmendment",
    "Anchor",
    "Answer",
    "Assignment",
    "ChangeSource",
    "Citizen",
    "CitizenComment",
    "CitizenLink",
    "CitizenNews",
    "CitizenSupport",
    "Comment",
    "Concealment",
    "ConcealmentStep",
    "DecreeGrant",
    "DecreeIndexPage",
    "DecreePage",
    "HiddenWords",
    "InputRequest",
    "Letter",
    "LetterPart",
    "Notification",
    "NotificationPreference",
    "PublicVoice",
    "Reaction",
    "Report",
    "Round",
    "Support",
    "Term",
    "Version",
]

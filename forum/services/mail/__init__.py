"""Mails: how they are written, handed to the mail server, and kept while they wait."""

from forum.models.invitations.mails import Problem
from forum.services.mail.composing import compose, send
from forum.services.mail.handing import Failure, NotSentError, hand_over, in_words
from forum.services.mail.keeping import About, hand_over_noted, organisation_of
from forum.services.mail.sealing import opened, sealed

__all__ = [
    "About",
    "Failure",
    "NotSentError",
    "Problem",
    "compose",
    "hand_over",
    "hand_over_noted",
    "in_words",
    "opened",
    "organisation_of",
    "sealed",
    "send",
]

"""Mails: how they are written, handed to the mail server, and kept while they wait."""

from forum.services.mail.composing import compose, send
from forum.services.mail.handing import Failure, NotSentError, Problem, hand_over, in_words
from forum.services.mail.sealing import opened, sealed

__all__ = ["Failure", "NotSentError", "Problem", "compose", "hand_over", "in_words", "opened", "sealed", "send"]

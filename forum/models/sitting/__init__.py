"""A meeting while it sits: where it is on the agenda, who speaks and who waits, what is asked."""

from forum.models.sitting.questions import AskedQuestions, Question, QuestionSupport
from forum.models.sitting.sittings import Sitting, Stage, is_on_today
from forum.models.sitting.speeches import Speech

__all__ = ["AskedQuestions", "Question", "QuestionSupport", "Sitting", "Speech", "Stage", "is_on_today"]

"""Answers to the questions of an invitation, as they are kept: with the words of the question as they were asked."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.models import InvitationPage, RegistrationQuestion
from forum.models.typed import clean_lines

LONGEST = 5_000


def kept_answers(invitation: InvitationPage, given: Mapping[str, Any]) -> list[dict[str, str]]:
    """In the order of the questions; what was not answered is left out.

    Raises ValidationError: a question that is not asked (any more), an answer that is missing, was not offered or is
    too long.
    """
    questions = list(invitation.questions.all())
    if set(given) - {one.key for one in questions}:
        raise ValidationError(_("The questions have changed. Please answer them again."), code="question")
    told = [one.told(_accepted(one, given.get(one.key))) for one in questions]
    return [one for one in told if one["answer"]]


def _accepted(question: RegistrationQuestion, answer: Any) -> list[str]:
    values = [clean_lines(str(one)) for one in (answer if isinstance(answer, list) else [answer or ""])]
    values = [one for one in values if one]
    if question.required and not values:
        raise ValidationError(_("Please answer: %s") % question.label, code="required")
    if question.field_type in RegistrationQuestion.CHOOSING and set(values) - set(question.options):
        raise ValidationError(_("This was not offered as an answer: %s") % question.label, code="choice")
    if any(len(one) > LONGEST for one in values):
        raise ValidationError(_("This answer is too long: %s") % question.label, code="long")
    return values

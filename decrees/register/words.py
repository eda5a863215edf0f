"""The sums of the register in words."""

from django.utils.functional import Promise

from decrees.models import Answer
from decrees.register.filters import Sums


def told_dispositions(sums: Sums) -> list[tuple[str, str | Promise, int]]:
    """Code, word and number of each disposition that was given, in the order of the law's words for them."""
    given = [(choice.value, choice.label, sums.dispositions.get(choice.value, 0)) for choice in Answer.Disposition]
    return [(value, label, n) for value, label, n in given if n]

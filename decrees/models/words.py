"""What people say about a draft is plain text: no markup is read from it, and what cannot be seen is taken out."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.models.typed import clean_lines

LONGEST = 10_000
TOO_LONG = _(
    "These are %(show_value)s characters, and %(limit_value)s fit here. Nothing was cut: please shorten it, or say it "
    "in several parts."
)


def clean_text(text: str) -> str:
    """As it is kept, "" if there is nothing to see. Raises ValidationError if it is too long."""
    text = clean_lines(text)
    if len(text) > LONGEST:
        raise ValidationError(TOO_LONG % {"show_value": len(text), "limit_value": LONGEST})
    return text

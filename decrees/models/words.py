"""What people say about a draft is plain text: no markup is read from it, and what cannot be seen is taken out."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from forum.models.typed import clean_lines

LONGEST = 10_000


def clean_text(text: str) -> str:
    """As it is kept, "" if there is nothing to see. Raises ValidationError if it is too long."""
    text = clean_lines(text)
    if len(text) > LONGEST:
        raise ValidationError(_("Please write no more than %(number)s characters.") % {"number": LONGEST})
    return text

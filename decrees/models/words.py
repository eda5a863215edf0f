"""What people type is plain text: no markup is read from it, and what cannot be seen is taken out."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 10_000
# Overrides of the writing direction can make a text read as something else than it says.
HARMFUL = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"}


def clean_text(text: str) -> str:
    """NFC, one kind of line break, no control characters. Raises ValidationError if it is too long."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or (c not in HARMFUL and unicodedata.category(c) != "Cc")).strip()
    if len(text) > LONGEST:
        raise ValidationError(_("Please write no more than %(number)s characters.") % {"number": LONGEST})
    return text

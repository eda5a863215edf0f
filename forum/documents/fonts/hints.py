"""What an editor is told about the paper before it is made."""

from django.utils.translation import gettext as _

from forum.documents import fonts
from forum.documents.model import clean


def lost_in_print(text: str) -> str:
    """A sentence about the characters that the PDF cannot show; empty if there are none."""
    characters = fonts.without_form(clean(text))
    if not characters:
        return ""
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters)
    return _("No typeface of ours has %(characters)s: the PDF prints %(mark)s there and says so at its end.") % {
        "characters": named,
        "mark": fonts.MISSING,
    }

"""What people say about a draft is plain text: no markup is read from it, and what cannot be seen is taken out."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decrees.drafting import restructuring
from forum.models.typed import clean_lines

LONGEST = 10_000
TOO_LONG = _(
    "These are %(show_value)s characters, and %(limit_value)s fit here. Nothing was cut: please shorten it, or say it "
    "in several parts."
)
# Why a new clause or a moved one cannot be put there, by what the pure function says.
WHY_NOT = {
    restructuring.GONE: _("This clause is no longer in the text."),
    restructuring.OTHER_KIND: _("A clause can only stand behind one of its own kind."),
    restructuring.WITHIN: _("A clause cannot stand behind itself, or in what is a part of it."),
    restructuring.THERE: _("It stands there already."),
    restructuring.NO_LIST: _("This is a part that is put in or moved by hand: say in words what you propose."),
    restructuring.CELLS_TOO_MANY: _("A row has three columns at most: one line for each."),
}


def clean_text(text: str) -> str:
    """As it is kept, "" if there is nothing to see. Raises ValidationError if it is too long."""
    text = clean_lines(text)
    if len(text) > LONGEST:
        raise ValidationError(TOO_LONG % {"show_value": len(text), "limit_value": LONGEST})
    return text

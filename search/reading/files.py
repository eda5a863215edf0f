"""What the search could read of a file, for whoever keeps it."""

from typing import Any

from django.utils.translation import gettext as _

from search.files import kind_of
from search.models import FileText


def told_state(document: Any) -> str:
    """Empty for kinds of files that are not searched."""
    if not kind_of(document.filename):
        return ""
    known = FileText.objects.filter(document=document).first()
    state = known.get_state_display() if known else _("still to be read")
    return _("Its words in the search: %(state)s.") % {"state": state}

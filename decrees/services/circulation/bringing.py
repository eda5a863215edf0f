"""A text that was brought as a file or pasted becomes the text in the editor."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import permissions
from decrees.drafting.intake import Taken
from decrees.models import DecreePage
from decrees.services.circulation.adopting import require_free
from forum.models import User


@transaction.atomic
def take_in_text(decree: DecreePage, taken: Taken, *, revision: int | None, by: User) -> DecreePage:
    """Put the brought text in place of the one in the editor, which stays in the history of the page. What was
    circulated stays as it is. Clauses that are the same or alike keep their identity, as when they are retyped.

    `revision` is the one that the person saw. Raises ValidationError if the text was saved since, is locked, or is open
    with changes that are not saved, and if nothing of a decree was found.
    """
    permissions.require(permissions.can_circulate(by, decree))
    decree = DecreePage.objects.select_for_update().get(pk=decree.pk)
    require_free(decree, by)
    if revision != decree.latest_revision_id:
        raise ValidationError(_("The text was changed meanwhile. Look at it once more."))
    if not taken.blocks:
        raise ValidationError(_("No part of a decree was found in it."))
    draft = with_text(decree, taken)
    draft.require_single_ids()
    draft.save_revision(user=by, log_action=True)
    return draft


def with_text(decree: DecreePage, taken: Taken) -> DecreePage:
    """The draft as it would be, not saved."""
    draft: DecreePage = decree.get_latest_revision_as_object()
    blocks: list[dict[str, Any]] = taken.blocks
    draft.body = draft.body.stream_block.to_python(blocks)
    if taken.copies and not draft.copies.strip():
        draft.copies = "\n".join(taken.copies)
    return draft

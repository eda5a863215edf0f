"""Give references the new numbers of their clauses, after a person has seen each of these changes."""

from collections.abc import Container

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import permissions
from decrees.drafting.references.renumbering import Place, renumber
from decrees.models import DecreePage
from decrees.services.circulation.adopting import require_free
from forum.models import User


@transaction.atomic
def decide_references(
    decree: DecreePage, *, refused: Container[Place] = (), revision: int | None = None, by: User
) -> DecreePage:
    """Write the new numbers of the undecided references into the editor's text, all but those that are `refused`: these
    stay as they are. Returns the draft as it is then.

    `revision` is the one that the person saw. Raises ValidationError if the text was saved since, is locked, or is
    being edited by somebody else.
    """
    permissions.require(permissions.can_circulate(by, decree))
    decree = DecreePage.objects.select_for_update().get(pk=decree.pk)
    require_free(decree, by, besides=by)
    if revision is not None and revision != decree.latest_revision_id:
        raise ValidationError(_("The text was changed meanwhile. Look at it once more."))
    draft: DecreePage = decree.get_latest_revision_as_object()
    blocks = draft.body.get_prep_value()
    meant = {place: target for place, target in draft.meant_references.items() if place not in refused}
    draft.body = draft.body.stream_block.to_python(renumber(blocks, blocks, meant))
    draft.references_decided = True
    draft.save_revision(user=by, log_action=True)
    return draft


def require_decided(draft: DecreePage) -> None:
    """Raises ValidationError while references wait for a decision."""
    if draft.undecided_references:
        raise ValidationError(_("Numbers of references wait for your decision. Look at them first."))

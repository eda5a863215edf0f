"""Comments on paper that the secretariat types in. They count like all others."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, Round, Version
from decrees.models.words import clean_text
from decrees.services.circulation.reanchoring import reanchor_comment
from decrees.services.commenting.comments import find_repeated_comment, save_and_publish_comment
from decrees.services.commenting.saying import set_comment_place, set_comment_text
from decrees.text import find
from decrees.text.passages import TextQuoteSelector, resolve_selector
from forum.models import Organisation, User

# Stored with the comment and shown on cards and in registers, so it is Indonesian whatever language the typist uses.
ON_PAPER = "Kertas: {}"


@transaction.atomic
def enter_paper_comment(
    round_: Round,
    *,
    organisation: Organisation,
    clause: str,
    received_on: datetime.date,
    version: Version | None = None,
    quote: str = "",
    text: str = "",
    proposed: str | None = None,
    tag: str = "",
    office: str = "",
    token: uuid.UUID | None = None,
    by: User,
) -> Comment:
    """Add a public comment in the name of the organisation. `quote` are words that occur in the clause exactly once.

    This is possible until somebody closes the round, if the paper was received on one of the round's days. `version` is
    the version from which the sheet was printed, if that is not the round's: the comment is made there and then gets
    its place on the round's version. The same token twice makes one comment. Raises ValidationError if the paper came
    too early or too late, or has no content.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("decree", "version").get(pk=round_.pk)
    permissions.require(permissions.can_circulate(by, round_.decree))
    if again := find_repeated_comment(token, text, proposed, tag, entered_by=by):
        return again
    round_.require_received_in_time(received_on)
    comment = Comment(version=_sheet(round_, version), round=round_, token=token or uuid.uuid4())
    comment.received_on, comment.entered_by, comment.organisation = received_on, by, organisation
    comment.office = _office(organisation, office)
    set_comment_place(comment, clause, _passage(comment.version, clause, quote))
    set_comment_text(comment, text, proposed, tag)
    save_and_publish_comment(comment, round_.decree, by, verb=events.COMMENT_RECEIVED)
    if comment.version != round_.version:
        reanchor_comment(comment, to=round_.version, by=by)
    return comment


def _sheet(round_: Round, version: Version | None) -> Version:
    """The version from which the sheet was printed. It may be earlier than the round's, but not later."""
    if version is None:
        return round_.version
    if version.decree_id != round_.decree_id or version.number > round_.version.number:
        raise ValidationError({"version": _("There is no sheet of this version.")})
    return version


def _passage(version: Version, clause_id: str, quote: str) -> TextQuoteSelector:
    wanted = TextQuoteSelector(quote=clean_text(quote))
    clause = find(version.document, clause_id)
    if clause and resolve_selector(wanted, clause) is None:
        words = _("These words do not stand in this clause, or more than once: quote more of them.")
        raise ValidationError({"quote": words})
    return wanted


def _office(organisation: Organisation, office: str) -> str:
    """Who handed the paper in, as the card shows it: an office or organisation, never the name of a citizen."""
    return ON_PAPER.format(", ".join(filter(None, [clean_text(office), organisation.name])))

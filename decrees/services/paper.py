"""Comments that came on paper, typed in by the secretariat: they count like all others."""

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, Round
from decrees.passages import Passage, settle
from decrees.services.comments import place, record, word
from decrees.services.words import clean_text
from decrees.text import find
from forum.models import Organisation, User

# Kept on the card and in registers, which are Indonesian whoever typed it in.
ON_PAPER = "Kertas: {}"


@transaction.atomic
def enter_paper_comment(
    round_: Round,
    *,
    organisation: Organisation,
    clause: str,
    received_on: datetime.date,
    quote: str = "",
    text: str = "",
    proposed: str | None = None,
    tag: str = "",
    office: str = "",
    token: uuid.UUID | None = None,
    by: User,
) -> Comment:
    """Public, in the name of the organisation; `quote` are words that stand in the clause exactly once.

    It may be typed in until somebody closes the round, as long as it was received on one of the round's days. The same
    token twice is the same comment. Raises ValidationError if it came too early or too late, or says nothing.
    """
    round_ = Round.objects.select_for_update(of=("self",)).select_related("decree", "version").get(pk=round_.pk)
    permissions.require(permissions.can_circulate(by, round_.decree))
    if token and (again := Comment.objects.filter(token=token, entered_by=by).first()):
        return again
    _require_in_time(round_, received_on)
    comment = Comment(version=round_.version, round=round_, token=token or uuid.uuid4())
    comment.received_on, comment.entered_by, comment.organisation = received_on, by, organisation
    comment.office = _office(organisation, office)
    place(comment, clause, _passage(round_, clause, quote))
    word(comment, text, proposed, tag)
    return record(comment, round_.decree, by, verb=events.COMMENT_RECEIVED)


def _require_in_time(round_: Round, received_on: datetime.date) -> None:
    if round_.closed_at:
        raise ValidationError(_("The round is closed."))
    if received_on > timezone.localdate():
        raise ValidationError(_("The day of receipt is in the future."))
    if not timezone.localdate(round_.opens_at) <= received_on <= round_.closes_on:
        raise ValidationError(_("It was not received on one of the days of the round."))


def _passage(round_: Round, clause_id: str, quote: str) -> Passage:
    wanted = Passage(quote=clean_text(quote))
    clause = find(round_.version.document, clause_id)
    if clause and settle(wanted, clause) is None:
        raise ValidationError(_("These words do not stand in this clause, or more than once: quote more of them."))
    return wanted


def _office(organisation: Organisation, office: str) -> str:
    """Who handed it in, as on the card; never the name of a citizen."""
    return ON_PAPER.format(", ".join(filter(None, [clean_text(office), organisation.name])))

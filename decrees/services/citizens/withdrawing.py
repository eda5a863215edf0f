"""A citizen withdraws: what nobody read goes; what was published stays as it was said, and they stand behind it no
more.

As for organisations, a support is taken back while the round is not closed. A closed round keeps its numbers: they were
answered as they were.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events
from decrees.models import CitizenComment, CitizenSupport, Comment, PublicVoice, Round
from decrees.services.citizens.confirming import FROM_PUBLIC, count_supports
from decrees.services.commenting.comments import publish_about_comment
from decrees.services.notifying.notices import notify_withdrawn
from forum import clock, ledger


@transaction.atomic
def withdraw_comment(asked: CitizenComment) -> None:
    """Before it was confirmed it goes as a whole, before it was published its words go; afterwards these stay, with
    one person less behind them. Twice is the same as once. Raises ValidationError if the round is closed."""
    _require_open(asked.round_id)
    rows = CitizenComment.objects.select_for_update(of=("self",)).select_related("version__decree")
    current = rows.filter(pk=asked.pk).first()
    if current is None or current.withdrawn_at is not None:
        return
    if current.confirmed_at is None:
        current.delete()
        return
    if current.reason:
        raise ValidationError(_("It was not published: there is nothing to withdraw."))
    named, shown = current.name, current.comment
    current.withdrawn_at, current.name, current.shows_name = clock.now(), "", False
    if shown is None:
        current.text, current.proposed, current.wordings = "", None, None
    current.save()
    if shown is None:
        _record_unread(current)
    else:
        for comment in (shown, *shown.together.select_related("version__decree")):
            _leave(comment, current, named)


@transaction.atomic
def withdraw_support(asked: CitizenSupport) -> None:
    """The row goes, as that of an organisation does. Twice is the same as once. Raises ValidationError if the round is
    closed."""
    comment = Comment.objects.select_related("version__decree").get(pk=asked.comment_id)
    _require_open(comment.round_id)
    current = CitizenSupport.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
    if current is None:
        return
    was_counted, number = current.confirmed_at is not None, current.pk
    current.delete()
    if was_counted:
        count_supports(comment)
        _publish(events.CITIZEN_SUPPORT_WITHDRAWN, comment, [comment.pk, number])


def _require_open(round_: int) -> None:
    """With its row locked: nobody closes it, or looks at what waits, meanwhile."""
    if Round.objects.select_for_update(of=("self",)).get(pk=round_).closed_at is not None:
        raise ValidationError(_("The round is closed: what was said and counted stays on record."), code="closed")


def _leave(comment: Comment, row: CitizenComment, named: str) -> None:
    voice = PublicVoice.objects.select_for_update().get(comment=comment)
    voice.said = max(voice.said - 1, 0)
    if voice.name == named:
        voice.name = ""
    voice.save(update_fields=["said", "name"])
    if voice.is_withdrawn:
        notify_withdrawn(comment)
    _publish(events.COMMENT_LEFT_BY_CITIZEN, comment, [comment.pk, row.pk], said=voice.said)


def _publish(verb: str, comment: Comment, content: list[int], **data: int) -> None:
    told = {"version": comment.version.number, **data}
    publish_about_comment(verb, comment, by=None, actor_label=FROM_PUBLIC, content=content, data=told)


def _record_unread(row: CitizenComment) -> None:
    ledger.append(
        events.CITIZEN_COMMENT_WITHDRAWN,
        target=row,
        page=row.version.decree,
        by=None,
        actor_label=FROM_PUBLIC,
        content=[row.pk],
        data={"version": row.version.number, "place": row.clause_label, "clause": row.clause},
    )

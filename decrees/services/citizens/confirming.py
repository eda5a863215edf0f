"""The link from the mail: what was typed was meant by whoever has the address."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import CitizenComment, CitizenSupport, Comment, PublicVoice, Round
from decrees.services.commenting.comments import hold_round, publish_about_comment
from forum import clock, ledger

# Stands in entries instead of who it was. Indonesian, as it is sealed with them.
FROM_PUBLIC = "Warga, tanpa akun"


@transaction.atomic
def confirm_comment(asked: CitizenComment) -> CitizenComment:
    """From now on it waits for the secretariat's check; twice is the same as once. What was typed while the round was
    open may be confirmed for a day, until somebody closes the round.

    Raises ValidationError: the link has lapsed, or the round is closed.
    """
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=asked.round_id)
    rows = CitizenComment.objects.select_for_update(of=("self",)).select_related("citizen", "version__decree")
    current = rows.get(pk=asked.pk)
    if current.confirmed_at is not None:
        return current
    if current.is_lapsed:
        raise ValidationError(_("This comment was not confirmed within 24 hours. Send it again."), code="lapsed")
    if round_.closed_at is not None:
        raise ValidationError(_("The round is closed."), code="closed")
    current.confirmed_at = clock.now()
    current.save(update_fields=["confirmed_at"])
    ledger.append(
        events.CITIZEN_COMMENT_CAME,
        target=current,
        page=current.version.decree,
        by=None,
        actor_label=FROM_PUBLIC,
        content=_content_of(current),
        data={"version": current.version.number, "place": current.clause_label, "clause": current.clause},
    )
    return current


def _content_of(asked: CitizenComment) -> list[object]:
    proposed = [] if asked.proposed is None else [asked.proposed]
    further = [[one.said for one in asked.further_passages]] if asked.further else []
    wordings = [asked.wordings] if asked.wordings else []
    return [asked.clause, asked.start, asked.end, asked.quote, asked.text, *proposed, *further, *wordings]


@transaction.atomic
def confirm_support(asked: CitizenSupport) -> CitizenSupport:
    """Counted from now on, apart from the organisations; twice is the same as once. Raises ValidationError if the
    round is over."""
    comment = Comment.objects.select_related("version__decree").get(pk=asked.comment_id)
    hold_round(comment.version.decree)
    current = CitizenSupport.objects.select_for_update(of=("self",)).select_related("citizen").get(pk=asked.pk)
    if current.confirmed_at is not None:
        return current
    if not permissions.can_support_as_citizen(comment):
        raise ValidationError(_("The round is closed."), code="closed")
    current.confirmed_at = clock.now()
    current.save(update_fields=["confirmed_at"])
    count_supports(comment)
    publish_about_comment(
        events.CITIZEN_SUPPORTED,
        comment,
        by=None,
        actor_label=FROM_PUBLIC,
        content=[comment.pk, current.pk],
        data={"version": comment.version.number},
    )
    return current


def count_supports(comment: Comment) -> None:
    voice, _made = PublicVoice.objects.select_for_update().get_or_create(comment=comment)
    voice.supports = CitizenSupport.objects.filter(comment=comment).exclude(confirmed_at=None).count()
    voice.save(update_fields=["supports"])

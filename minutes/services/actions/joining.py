"""It is noted what a decision led to."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.audiences import PUBLIC, SECRETARIAT
from forum.models import User
from minutes import events, permissions
from minutes.models import DecisionJoin, MinutesPage, content
from minutes.reading.joins import visible


@transaction.atomic
def join_decision(minutes: MinutesPage, *, number: int, target: str, by: User) -> DecisionJoin:
    """`target` is a draft, a comment or a follow-up, as the ledger names it. Noted twice is noted once.

    Raises ValidationError for a decision or a target that there is not.
    """
    permissions.require(permissions.can_join(by, minutes))
    known = any(one.number == number for one in content.stored_items(minutes, "decisions"))
    if not known or not visible([target], by):
        raise ValidationError(_("There is nothing like that to join."))
    join, is_new = DecisionJoin.objects.get_or_create(
        minutes=minutes, number=number, target=target, defaults={"made_by": by}
    )
    if is_new:
        _tell(events.DECISION_JOINED, join, by=by)
    return join


@transaction.atomic
def part_decision(join: DecisionJoin, *, by: User) -> None:
    """It was a mistake."""
    permissions.require(permissions.can_join(by, join.minutes))
    gone = DecisionJoin.objects.filter(pk=join.pk).delete()[0]
    if gone:
        _tell(events.DECISION_PARTED, join, by=by)


def _tell(verb: str, join: DecisionJoin, *, by: User) -> None:
    """Of what not everybody may see not even the number is told."""
    audience = PUBLIC if visible([join.target], AnonymousUser()) else SECRETARIAT
    data = {"number": join.number, "to": join.target}
    ledger.append(verb, target=join.minutes, page=join.minutes, by=by, audience=audience, data=data)

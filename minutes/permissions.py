"""May X do Y to these minutes. Published ones follow the page's privacy, circulated ones their recipients."""

from django.db.models import Q, QuerySet

from forum.permissions import Anyone, can_view_page, current_membership, is_secretariat, organisations_of, require
from minutes import states
from minutes.models import ActionItem, MinutesPage
from minutes.states import State, Step

__all__ = [
    "can_correct",
    "can_read_circulated",
    "can_record_action_done",
    "can_take",
    "can_view",
    "circulated_for",
    "require",
    "steps_for",
]

CIRCULATING = frozenset({State.CIRCULATED, State.APPROVED})


def can_view(user: Anyone, minutes: MinutesPage) -> bool:
    """The published edition."""
    return minutes.live and can_view_page(user, minutes)


def can_write(user: Anyone) -> bool:
    return is_secretariat(user)


def can_read_circulated(user: Anyone, minutes: MinutesPage) -> bool:
    """The text sent round for correction: organisations that took part, the chair, the secretariat."""
    if minutes.state not in CIRCULATING or not user.is_authenticated:
        return False
    return is_secretariat(user) or _is_chair(user, minutes) or _is_recipient(user, minutes)


def circulated_for(user: Anyone) -> QuerySet[MinutesPage]:
    """Minutes that wait for this person's eyes: `can_read_circulated` as a list (the chair finds them there too)."""
    if not user.is_authenticated:
        return MinutesPage.objects.none()
    circulating = MinutesPage.objects.filter(state__in=CIRCULATING).select_related("meeting")
    if is_secretariat(user):
        return circulating
    membership = current_membership(user)
    led = Q(chair=membership.post_id) if membership and membership.post_id else Q()
    received = Q(recipients__organisation__in=organisations_of(user))
    return circulating.filter(received | led).distinct()


def can_correct(user: Anyone, minutes: MinutesPage) -> bool:
    return minutes.state == State.CIRCULATED and user.is_authenticated and _is_recipient(user, minutes)


def can_take(user: Anyone, step: Step, minutes: MinutesPage) -> bool:
    """Whether it is this person's step at all; whether its time has come says `minutes.states`."""
    return is_secretariat(user) or (step == Step.APPROVE and _is_chair(user, minutes))


def steps_for(user: Anyone, minutes: MinutesPage) -> list[Step]:
    """The steps that a person may take now."""
    return [step for step in Step if states.allows(minutes.state, step) and can_take(user, step, minutes)]


def can_record_action_done(user: Anyone, item: ActionItem) -> bool:
    return is_secretariat(user) or organisations_of(user).filter(pk=item.owner_id).exists()


def _is_recipient(user: Anyone, minutes: MinutesPage) -> bool:
    return minutes.recipients.filter(organisation__in=organisations_of(user)).exists()


def _is_chair(user: Anyone, minutes: MinutesPage) -> bool:
    membership = current_membership(user) if user.is_authenticated else None
    circulated = minutes.circulated_revision
    chair = (circulated.content["chair"] if circulated else None) or minutes.chair_id
    return membership is not None and membership.post_id is not None and membership.post_id == chair

"""Tracking ids from a table become reports, as if each had been typed on the page of its follow-up."""

from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from forum.models import Link, User
from minutes import permissions
from minutes.models import ActionItem, ActionState, Elsewhere
from minutes.services.actions.reporting import report_action


@transaction.atomic
def take_tracking_ids(told: Iterable[tuple[ActionItem, Link, str]], *, by: User) -> int:
    """Each with its follow-up, and as it stands there. Those of one follow-up that stand the same are one report. How
    the follow-up itself stands remains, but one that nobody had begun is running. Returns how many follow-ups there
    were."""
    permissions.require(permissions.can_write(by))
    items: dict[int, ActionItem] = {}
    links: defaultdict[tuple[int, str], list[Link]] = defaultdict(list)
    for item, link, there in told:
        items[item.pk] = item
        links[item.pk, there].append(link)
    for (key, there), some in links.items():
        _report(items[key], some, there, by=by)
    return len(items)


def _report(item: ActionItem, links: list[Link], there: str, *, by: User) -> None:
    state = ActionState.RUNNING if item.state == ActionState.OPEN else ActionState(item.state)
    with translation.override(settings.LANGUAGE_CODE):
        note = _("It is treated elsewhere too: %(links)s.") % {"links": "; ".join(link.words for link in links)}
    report_action(item, state=state, note=note[:1000], elsewhere=Elsewhere(links, there), by=by)

"""What decisions led to, and from which decisions something comes. Drafts and comments are known in a room above."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from forum.permissions import Anyone
from minutes.models import ActionItem, Decision, DecisionJoin, MinutesPage
from minutes.reading.actions.lists import Filters, search, with_minutes

OFFERED = 12  # of each kind


@dataclass(frozen=True, slots=True)
class Joined:
    """Something that a decision led to, as one reader may see it. `target` is as the ledger names it."""

    target: str
    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Joinable:
    """`find` gives those of these keys that somebody may see, `offer` those that match the words."""

    find: Callable[[Sequence[int], Anyone], list[Joined]]
    offer: Callable[[str, Anyone], list[Joined]]


@dataclass(frozen=True, slots=True)
class Behind:
    """A decision from which something comes."""

    name: str
    text: str
    minutes: MinutesPage
    url: str


_kinds: dict[str, Joinable] = {}


def register_joinable(model: str, kind: Joinable) -> None:
    """`model` as the ledger names it: 'decrees.comment'."""
    _kinds[model] = kind


def led_to(minutes: MinutesPage, number: int, user: Anyone) -> list[tuple[DecisionJoin, Joined]]:
    """In the order in which it was noted; what this reader may not see is left out."""
    joins = list(minutes.decision_joins.filter(number=number))
    seen = {one.target: one for one in visible((join.target for join in joins), user)}
    return [(join, seen[join.target]) for join in joins if join.target in seen]


def visible(targets: Iterable[str], user: Anyone) -> list[Joined]:
    keys: defaultdict[str, list[int]] = defaultdict(list)
    for target in targets:
        model, _colon, key = target.partition(":")
        if model in _kinds and key.isdecimal() and len(key) <= 18:
            keys[model].append(int(key))
    return [one for model, found in keys.items() for one in _kinds[model].find(found, user)]


def offered(words: str, user: Anyone) -> list[Joined]:
    """What the chooser shows."""
    return [one for kind in _kinds.values() for one in kind.offer(words, user)]


def decisions_behind(targets: Iterable[str], user: Anyone) -> list[Behind]:
    """Of minutes that this reader may see; two queries, one if there is none."""
    readable = MinutesPage.objects.visible_to(user)
    joins = DecisionJoin.objects.filter(target__in=list(targets), minutes__in=readable.values("pk"))
    keys = {(join.minutes_id, join.number) for join in joins}
    if not keys:
        return []
    found = Decision.objects.filter(minutes__in={minutes for minutes, _number in keys})
    decisions = found.select_related("minutes__meeting").order_by("minutes", "number")
    return [_behind(one) for one in decisions if (one.minutes_id, one.number) in keys]


def _behind(decision: Decision) -> Behind:
    minutes = decision.minutes
    return Behind(
        name=_("Decision %(number)s") % {"number": decision.number},
        text=str(minutes.gaps.get(f"decisions:{decision.number}", decision.text)),
        minutes=minutes,
        url=reverse("minutes:decision", args=[minutes.pk, decision.number]),
    )


# --- follow-ups


def _find_actions(keys: Sequence[int], user: Anyone) -> list[Joined]:
    items = ActionItem.objects.visible_to(user).filter(pk__in=keys)
    return [_action(one) for one in with_minutes(items)]


def _offer_actions(words: str, user: Anyone) -> list[Joined]:
    """None by words that are hidden."""
    items = with_minutes(search(Filters(), user).filter(text__icontains=words))[: 4 * OFFERED]
    return [_action(one) for one in items if words.casefold() in one.shown_text.casefold()][:OFFERED]


def _action(item: ActionItem) -> Joined:
    return Joined(
        target=f"{ActionItem._meta.label_lower}:{item.pk}",
        kind=_("Follow-up %(number)s") % {"number": item.number},
        title=f"{Truncator(item.shown_text).chars(160)} ({item.minutes.meeting.title})",
        url=reverse("minutes:action", args=[item.minutes_id, item.number]),
    )


register_joinable(ActionItem._meta.label_lower, Joinable(_find_actions, _offer_actions))

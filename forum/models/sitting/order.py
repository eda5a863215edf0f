"""Whose turn it is. Knows no database: groups and places in, an order out."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

Place = TypeVar("Place")


def in_turns(waiting: Sequence[Place], group: Callable[[Place], str], spoken: Iterable[str]) -> list[Place]:
    """The order in which those who wait get the floor when the groups take turns.

    `waiting` are in the order in which they asked, `spoken` are the groups of those who had the floor, in order.
    Next is always the group that has not had it for longest, and of groups that never had it the one that asked first;
    within a group whoever asked first. So no group speaks twice while another waits, and with three groups the third
    of one has the floor within nine turns, however many come after them.
    """
    queues: dict[str, deque[Place]] = {}
    for place in waiting:
        queues.setdefault(group(place), deque()).append(place)
    last = {name: number for number, name in enumerate(spoken)}
    # Groups that never spoke come before all others, as they asked.
    turns = sorted(queues, key=lambda name: last.get(name, -1))
    order: list[Place] = []
    while turns:
        order += [queues[name].popleft() for name in turns]
        turns = [name for name in turns if queues[name]]
    return order

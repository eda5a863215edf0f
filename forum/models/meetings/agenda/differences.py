"""What two publications of an agenda do not have in common. Knows no Django: agendas come as `plan_of` writes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
Plan: TypeAlias = Mapping[str, Sequence[Row]]
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Difference:
    """`kind`: added, dropped, renamed, moved, timed, presented, linked; paper_added, paper_dropped, paper_replaced.
    `number` is that of the item now, or before it was dropped. `audience` is that of a paper."""

    kind: str
    number: str
    text: str
    before: str = ""
    after: str = ""
    audience: str = PUBLIC

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def differences(before: Plan, after: Plan) -> list[Difference]:
    return [*_of_items(before.get("items", ()), after.get("items", ())), *_of_papers(before, after)]


def _of_items(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Difference]:
    pairs = _pairs(before, after)
    moved = _moved(before, after, pairs)
    for place, item in enumerate(after):
        if place not in pairs:
            yield Difference("added", item["number"], item["text"])
        else:
            yield from _of_item(before[pairs[place]], item, has_moved=place in moved)
    for place, item in enumerate(before):
        if place not in pairs.values():
            yield Difference("dropped", item["number"], item["text"])


def _of_item(old: Row, new: Row, *, has_moved: bool) -> Iterator[Difference]:
    number, text = new["number"], new["text"]
    if old["text"] != text:
        yield Difference("renamed", number, text, old["text"], text)
    if has_moved:
        yield Difference("moved", number, text, old["number"], number)
    for kind, name in (("timed", "minutes"), ("presented", "presented_by"), ("linked", "links")):
        if name in old and old[name] != new[name]:
            yield Difference(kind, number, text, str(old[name] or ""), str(new[name] or ""))


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """By place now, the place before: the same key, or where there was none the same words."""
    left = list(range(len(before)))
    found: dict[int, int] = {}
    for name in ("key", "text"):
        for place, item in enumerate(after):
            same = (old for old in left if item[name] and before[old].get(name) == item[name])
            if place not in found and (old := next(same, None)) is not None:
                found[place] = old
                left.remove(old)
    return found


def _moved(before: Sequence[Row], after: Sequence[Row], pairs: Mapping[int, int]) -> set[int]:
    """As few as there can be: the longest run in the same order has stayed where it was."""
    places = sorted(pairs)
    longest: dict[int, tuple[int, ...]] = {}
    for place in places:
        runs = [run for last, run in longest.items() if pairs[last] < pairs[place]]
        longest[place] = (*_longest(runs), place)
    stayed = set(_longest(longest.values()))
    other_level = {place for place in places if before[pairs[place]].get("level", 1) != after[place]["level"]}
    return (set(places) - stayed) | other_level


def _longest(runs: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return max(runs, key=lambda run: len(run), default=())


def _of_papers(before: Plan, after: Plan) -> Iterator[Difference]:
    """Of what was published before papers were noted, nothing is said."""
    if "papers" not in before:
        return
    old, new = ({row["document"]: row for row in plan.get("papers", ())} for plan in (before, after))
    for key, row in new.items():
        if key not in old:
            yield Difference("paper_added", row["number"], row["title"], audience=row["audience"])
        elif old[key]["digest"] != row["digest"]:
            yield Difference("paper_replaced", row["number"], row["title"], audience=row["audience"])
    for key, row in old.items():
        if key not in new:
            yield Difference("paper_dropped", row["number"], row["title"], audience=row["audience"])

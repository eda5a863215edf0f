"""Shares of a whole in per cent, which are a hundred together: each alone rounded, three thirds would be 99."""

from collections.abc import Sequence

WHOLE = 100


def shares(counts: Sequence[int]) -> list[int]:
    """Whole per cents that sum to 100, or zeros where nothing was counted.

    By the largest remainder: each gets its share rounded down; what is left of the hundred goes, one each, to those
    that lost most by that. Of equal losses the larger count is first, then who stands first.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    rounded = [count * WHOLE // total for count in counts]
    lost = [count * WHOLE % total for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-lost[place], -counts[place], place))
    for place in order[: WHOLE - sum(rounded)]:
        rounded[place] += 1
    return rounded

"""Equal stretches of two lines of words, as a person would match them, and which of them can be trusted."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

# At in the one, at in the other, length.
Run = tuple[int, int, int]
Edge = tuple[int, int] | None

# This many words in a row are no accident.
LONG = 3
# A shorter run counts when a trusted one is at most this many words away.
_NEAR = 4


def equal_runs(a: str, b: str) -> list[Run]:
    """The longest common subsequence, long runs stretched at the cost of short ones."""
    if a == b:
        return [(0, 0, len(a))]
    found = list(_subsequence(a, b))
    runs = []
    at_a = at_b = 0
    for run in [*_stretched([run for run in found if run[2] >= LONG], a, b), (len(a), len(b), 0)]:
        runs.extend((at_a + x, at_b + y, size) for x, y, size in _subsequence(a[at_a : run[0]], b[at_b : run[1]]))
        runs.append(run)
        at_a, at_b = run[0] + run[2], run[1] + run[2]
    return runs[:-1]


def _subsequence(a: str, b: str) -> Iterator[Run]:
    if a and b:
        for op in Indel.opcodes(a, b):
            if op.tag == "equal":
                yield op.src_start, op.dest_start, op.src_end - op.src_start


def _stretched(runs: Sequence[Run], a: str, b: str) -> list[Run]:
    result: list[Run] = []
    floor = (0, 0)
    for number, run in enumerate(runs):
        ceiling = runs[number + 1][:2] if number + 1 < len(runs) else (len(a), len(b))
        x, y, size = _stretched_one(run, a, b, floor, ceiling)
        if size > 0:
            result.append((x, y, size))
            floor = (x + size, y + size)
    return result


def _stretched_one(run: Run, a: str, b: str, floor: tuple[int, int], ceiling: tuple[int, int]) -> Run:
    x, y, size = run
    cut = max(floor[0] - x, floor[1] - y, 0)
    x, y, size = x + cut, y + cut, size - cut
    while size > 0 and x > floor[0] and y > floor[1] and a[x - 1] == b[y - 1]:
        x, y, size = x - 1, y - 1, size + 1
    while size > 0 and x + size < ceiling[0] and y + size < ceiling[1] and a[x + size] == b[y + size]:
        size += 1
    return x, y, size


def trusted(runs: Sequence[Run], keep: list[bool], edges: tuple[Edge, Edge]) -> list[Run]:
    """The kept runs, and short ones beside a kept one or beside an edge that holds, from both sides."""
    for step in (1, -1):
        edge = edges[0] if step > 0 else edges[1]
        for n in range(len(runs))[::step]:
            x, y, size = runs[n]
            near, far = ((x, y), (x + size, y + size))[::step]
            keep[n] = keep[n] or (edge is not None and max(abs(near[0] - edge[0]), abs(near[1] - edge[1])) <= _NEAR)
            edge = far if keep[n] else edge
    return [run for run, is_kept in zip(runs, keep, strict=True) if is_kept]

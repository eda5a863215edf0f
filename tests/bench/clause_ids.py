"""Which clause is which in a draft of 600 clauses: `python -m tests.bench.clause_ids`.

Prints milliseconds for each kind of save, and how many times as long it takes to compare every clause with every other.
"""

import random
from time import process_time

from decrees.drafting.clause_ids import match_clause_ids
from tests.bench.long_drafts import long_draft, renewed, worded
from tests.decrees.drafting.clause_ids_in_full import match_in_full

ROUNDS = 5


def took(match, old, new):
    """The quickest of some rounds, in milliseconds of processor time."""
    times = []
    for _ in range(ROUNDS):
        begun = process_time()
        match(old, new)
        times.append(process_time() - begun)
    return 1_000 * min(times)


def saves(draft):
    longer = worded(draft, lambda text: f"{text} segera")
    yield "nothing new", draft
    yield "words changed everywhere", longer
    yield "one clause typed anew", [*renewed(longer[:1]), *draft[1:]]
    yield "all pasted anew", renewed(draft)
    yield "all pasted anew, a word changed in each", renewed(longer)


def main():
    draft = long_draft(random.Random(7))
    print(f"{'save':42} {'ms':>8} {'in full':>8} {'ratio':>6}")
    for name, new in saves(draft):
        quick, full = took(match_clause_ids, draft, new), took(match_in_full, draft, new)
        print(f"{name:42} {quick:8.1f} {full:8.1f} {full / quick:6.1f}")


if __name__ == "__main__":
    main()

"""The redline of a 100-page decree beside git: `python -m tests.bench.redline [--rounds 31] [--seed 1]`.

Each round times, one after the other, `git diff --word-diff` on the plain texts (a whole process: that is how one gets
it) and compare() on the clause trees (in this process), with the clauses' ids kept and with all of them new."""

import argparse
import os
import subprocess
import sys
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from time import perf_counter

from decrees.text import plain, walk
from decrees.text.redline import apply, compare
from decrees.text.redline.words import tokens

from .redline_decrees import Author, document

SIZE, EDITS, MOVES = 230_000, 300, 10
MOST = 2.5
GIT = ["git", "diff", "--no-index", "--word-diff=porcelain"]
ALONE = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def timed(work, *arguments):
    begin = perf_counter()
    work(*arguments)
    return 1000 * (perf_counter() - begin)


def git(folder):
    subprocess.run([*GIT, "old", "new"], cwd=folder, env=ALONE, stdout=subprocess.DEVNULL, check=False)


def difflib(old, new):
    """By paragraph, then by word where paragraphs differ; over all words at once it takes minutes."""
    before, after = plain(old).split("\n\n"), plain(new).split("\n\n")
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "replace":
            words = [tokens("\n\n".join(lines)) for lines in (before[a:b], after[c:d])]
            SequenceMatcher(None, *words, autojunk=False).get_opcodes()


def drafts(seed):
    blocks = Author(seed).decree(SIZE)
    revised = [Author(seed + 1).revise(blocks, edits=EDITS, moves=MOVES, new_ids=new) for new in (False, True)]
    return document(blocks), *map(document, revised)


def measure(old, kept, fresh, rounds):
    """Milliseconds of each round: git, ids kept, ids new."""
    with tempfile.TemporaryDirectory() as folder:
        for name, draft in (("old", old), ("new", kept)):
            Path(folder, name).write_text(plain(draft), encoding="utf-8")
        work = [(git, folder), (compare, old, kept), (compare, old, fresh)]
        return [[timed(*one) for one in work] for _ in range(rounds + 1)][1:]


def print_times(rounds):
    """The ratios are medians of each round's own ratio: the machine's other work hits both alike."""
    names = ["git, whole process", "ours in process, ids kept", "ours in process, all ids new"]
    ratios = [median(times[at] / times[0] for times in rounds) for at in range(3)]
    for at, name in enumerate(names):
        times = [one[at] for one in rounds]
        print(f"  {name:<30}{median(times):8.1f} ms  (best {min(times):6.1f})  {ratios[at]:6.2f} x git")
    return max(ratios) <= MOST


def print_found(name, old, new):
    redline = compare(old, new)
    exact = apply(old, redline) == {clause.id: clause.text for clause in walk(new)}
    print(f"  {name}: {redline.summary}; applied to the old draft gives the new text: {exact}")
    return exact


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench.redline", description=__doc__)
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    old, kept, fresh = drafts(options.seed)
    print(f"{len(plain(old)):,} characters in {len(list(walk(old))):,} clauses, {EDITS} reworded, medians:")
    held = print_times(measure(old, kept, fresh, options.rounds))
    print(f"  {'difflib, words only':<30}{timed(difflib, old, kept):8.1f} ms  (once)")
    held = print_found("ids kept", old, kept) and held
    held = print_found("all ids new", old, fresh) and held
    stranger = document(Author(options.seed + 50).decree(SIZE))
    print(f"  a decree of the same size that shares no clause: {timed(compare, old, stranger):.0f} ms")
    print(f"At most {MOST} x git: {'held' if held else 'NOT HELD'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())

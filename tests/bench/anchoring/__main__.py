"""Comments carried across real revisions: `python -m tests.bench.anchoring [folder of the corpus]`.

Prints how many placements are right, rough, wrong or falsely gone, per class and method; the same for revisions made
by the machine, with known truth, at random and of the kinds that are hard to follow; and how long a long text takes."""

import json
import random
import sys
from collections import Counter, defaultdict
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from decrees.text.anchoring import AnchorState, reanchor

from .baselines import METHODS, ours
from .mutations import Mutator, spans, truth
from .revisions import make_all

FOLDER = Path(__file__).parents[3].parent / "shared" / "anchors"
FILES = {"anchors.jsonl": "", "anchors_short.jsonl": "short, ", "hard.jsonl": "hard, "}
VERDICTS = ("right", "rough", "wrong", "gone")


def read(path):
    return path.open(encoding="utf-8", newline="").read()


def class_of(case, prefix):
    twin = ", twin elsewhere" if case.get("twin") or case.get("variant") == "twin_remains" else ""
    repeated = ", repeated" if case.get("ambiguous") else ""
    return f"{prefix}{case['kind']}{twin}{repeated}"


def load(folder):
    """The cases of each pair."""
    pairs = defaultdict(list)
    for name, prefix in FILES.items():
        path = folder / name
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            case = json.loads(line)
            pairs[case["pair"]].append({**case, "class": class_of(case, prefix)})
    return pairs


def overlap(one, other):
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / max(1, max(one[1], other[1]) - min(one[0], other[0]))


def is_right(case, place):
    wanted = case["expect"]["start"], case["expect"]["end"]
    if case["kind"] != "edited":
        return all(abs(a - b) <= 1 for a, b in zip(place, wanted, strict=True))
    ranges = case.get("start_range"), case.get("end_range")
    within = all(ranges) and all(low - 2 <= at <= high + 2 for at, (low, high) in zip(place, ranges, strict=True))
    return within or overlap(place, wanted) >= 0.9


def judge(case, place):
    if case["expect"] is None or place is None:
        gone = case["expect"] is None or case.get("soft")
        return ("right" if gone else "gone") if place is None else "wrong"
    if is_right(case, place):
        return "right"
    return "rough" if overlap(place, (case["expect"]["start"], case["expect"]["end"])) >= 0.3 else "wrong"


def measure(folder, pairs, method):
    """Verdicts per class, and milliseconds per case."""
    verdicts, seconds = defaultdict(Counter), 0.0
    for pair, cases in pairs.items():
        old, new = (read(folder / "pairs" / f"{pair}.{side}.txt") for side in ("old", "new"))
        begin = process_time()
        places = method(old, new, cases)
        seconds += process_time() - begin
        for case, place in zip(cases, places, strict=True):
            verdict = judge(case, place)
            verdicts[case["class"]][verdict] += 1
            verdicts["all"][verdict] += 1
    return verdicts, 1000 * seconds / sum(map(len, pairs.values()))


def print_table(name, verdicts, milliseconds):
    print(f"\n{name}: {milliseconds:.2f} ms a case")
    print(f"  {'class':<32}{'cases':>6}" + "".join(f"{verdict + ' %':>9}" for verdict in VERDICTS))
    for kind in sorted(verdicts, key=lambda kind: (kind == "all", kind)):
        total = verdicts[kind].total()
        shares = "".join(f"{100 * verdicts[kind][verdict] / total:9.2f}" for verdict in VERDICTS)
        print(f"  {kind:<32}{total:>6}{shares}")


# Revisions made by the machine


def judge_made(fate, place):
    if fate[0] == "gone" or place is None:
        return "gone" if fate[0] != "gone" else "right" if place is None else "wrong"
    if place == fate[1:] or (fate[0] == "part" and overlap(place, fate[1:]) >= 0.9):
        return "right"
    return "rough" if overlap(place, fate[1:]) >= 0.3 else "wrong"


def made(texts, seed):
    """(old, new, [(fate, span)]) for each text of up to 90,000 characters, with blocks of the others put in."""
    for number, text in enumerate(texts):
        if len(text) < 90_000:
            others = [block for other in texts if other[:200] != text[:200] for block in other.split("\n\n")[:150]]
            mutation = Mutator(text, others, 1000 * seed + number, rate=(0.1, 0.2, 0.4)[seed % 3]).run()
            where = mutation.fate()
            chosen = [(truth(mutation, where, *span), span) for span in spans(random.Random(seed), text, 40)]
            yield text, mutation.new, [(fate, span) for fate, span in chosen if fate]


def measure_made(texts, seeds=(0, 1, 2)):
    verdicts, seconds, cases = defaultdict(Counter), 0.0, 0
    names = {"whole": "word for word", "part": "partly reworded", "gone": "deleted"}
    for old, new, chosen in (revision for seed in seeds for revision in made(texts, seed)):
        begin = process_time()
        places = ours(old, new, [{"start": start, "end": end} for _, (start, end) in chosen])
        seconds += process_time() - begin
        cases += len(chosen)
        for (fate, _), place in zip(chosen, places, strict=True):
            for kind in (names[fate[0]], "all"):
                verdicts[kind][judge_made(fate, place)] += 1
    return verdicts, 1000 * seconds / max(1, cases)


def judge_revised(truth, place):
    """`truth` are the ranges of the two ends."""
    if truth is None or place is None:
        return "right" if truth is place else "wrong" if truth is None else "gone"
    starts, ends = truth
    within = all(low - 2 <= at <= high + 2 for at, (low, high) in zip(place, truth, strict=True))
    if within or any(overlap(place, (start, end)) >= 0.9 for start in starts for end in ends):
        return "right"
    return "rough" if overlap(place, (starts[0], ends[1])) >= 0.3 else "wrong"


def measure_revised(texts, seeds=(0, 1)):
    verdicts, seconds = defaultdict(Counter), 0.0
    for revision in make_all(texts, seeds):
        cases = list(revision.cases())
        begin = process_time()
        places = ours(revision.old, revision.new, [{"start": start, "end": end} for (start, end), _ in cases])
        seconds += process_time() - begin
        for (_, ends), place in zip(cases, places, strict=True):
            for kind in (revision.kind, "all"):
                verdicts[kind][judge_revised(ends, place)] += 1
    return verdicts, 1000 * seconds / verdicts["all"].total()


# A long text


def long_pair(texts, size=250_000, seed=1):
    """A text of that size out of those given, and its revision with every fifth block touched."""
    others = texts[0].split("\n\n")
    blocks = [block for text in texts for block in text.split("\n\n")]
    text = "\n\n".join(islice(cycle(blocks), 20 * len(blocks)))[:size]
    return text, Mutator(text, others, seed, rate=0.2).run().new


def print_long(texts):
    old, new = long_pair(texts)
    rng = random.Random(2)
    starts = [rng.randrange(len(old) - 400) for _ in range(1000)]
    begin = process_time()
    placed = reanchor(old, new, [(start, start + rng.randrange(5, 400)) for start in starts])
    seconds = process_time() - begin
    states = Counter(p.state for p in placed)
    told = ", ".join(f"{states[state]} {state}" for state in AnchorState)
    print(f"\n{len(old):,} → {len(new):,} characters, 1,000 comments: {seconds:.2f} s ({told})")


def main(folder=FOLDER):
    pairs = load(folder)
    if not pairs:
        print(f"No corpus in {folder}: name its folder.")
        return
    for name, method in METHODS.items():
        print_table(name, *measure(folder, pairs, method))
    texts = [read(folder / "pairs" / f"{pair}.old.txt") for pair in sorted(pairs)]
    print_table("decrees.text.anchoring on revisions made by the machine", *measure_made(texts))
    # The rules were found on the texts with even numbers.
    for half, name in enumerate(("seen", "held out")):
        print_table(f"decrees.text.anchoring on hard revisions, {name}", *measure_revised(texts[half::2]))
    print_long(texts[::-1])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

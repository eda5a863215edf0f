"""Other ways to carry a comment: what `decrees.text.anchoring` is measured against. Each takes (old, new, cases)."""

import re
from bisect import bisect_left
from itertools import count

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from decrees.text.anchoring import AnchorState, reanchor

TOKEN = re.compile(r"\w+|[^\w\s]")
FUZZY = 70


def ours(old, new, cases):
    placed = reanchor(old, new, [(case["start"], case["end"]) for case in cases])
    return [None if p.state == AnchorState.ORPHANED else (p.start, p.end) for p in placed]


def exact_quote(old, new, cases):
    """Every occurrence of the quote; the one whose surroundings are most alike, then the nearest."""
    return [_exact(old, new, case) for case in cases]


def _exact(old, new, case):
    quote, found, at = case["quote"], [], -1
    while (at := new.find(quote, at + 1)) >= 0:
        around = new[max(0, at - 32) : at] + new[at + len(quote) : at + len(quote) + 32]
        alike = Indel.normalized_similarity(case["prefix"] + case["suffix"], around)
        found.append((alike, -abs(at - case["start"]), at))
    return (max(found)[2], max(found)[2] + len(quote)) if found else None


def fuzzy_quote(old, new, cases):
    """The most similar stretch of the new text, from 70 per cent on."""
    found = [fuzz.partial_ratio_alignment(case["quote"], new, score_cutoff=FUZZY) for case in cases]
    return [(place.dest_start, place.dest_end) if place else None for place in found]


def word_diff(old, new, cases):
    """Positions looked up in a diff of all words; gone where no word of the quote is left."""
    (a, old_spans), (b, new_spans) = _tokens(old), _tokens(new)
    letters = dict(zip(dict.fromkeys(a + b), count()))
    to_new = {}
    for op in Indel.opcodes([letters[word] for word in a], [letters[word] for word in b]):
        if op.tag == "equal":
            to_new.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True))
    return [_through(to_new, old_spans, new_spans, case) for case in cases]


def _tokens(text):
    matches = list(TOKEN.finditer(text))
    return [match[0] for match in matches], [match.span() for match in matches]


def _through(to_new, old_spans, new_spans, case):
    first = bisect_left([end for _, end in old_spans], case["start"] + 1)
    last = bisect_left([start for start, _ in old_spans], case["end"])
    images = [to_new[at] for at in range(first, last) if at in to_new]
    return (new_spans[images[0]][0], new_spans[images[-1]][1]) if images else None


METHODS = {
    "decrees.text.anchoring": ours,
    "exact quote with context": exact_quote,
    "fuzzy quote (rapidfuzz)": fuzzy_quote,
    "word diff, positions mapped": word_diff,
}

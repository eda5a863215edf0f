"""A passage of a row of minutes: where it stands, and the row with other words in its place. White space does not
count, because a browser copies it differently from how it is stored."""

import html
import re

_TAG = re.compile(r"(<[^>]*>)")
_EMPTY = re.compile(r"<(\w+)(?:\s[^>]*)?></\1>")


def place_of(text: str, quote: str) -> tuple[int, int] | None:
    """Where the only occurrence begins and ends; None if there is none, or more than one."""
    at = [n for n, letter in enumerate(text) if not letter.isspace()]
    bare, sought = "".join(text[n] for n in at), "".join(quote.split())
    first = bare.find(sought) if sought else -1
    if first < 0 or bare.find(sought, first + 1) >= 0:
        return None
    return at[first], at[first + len(sought) - 1] + 1


def rewritten(text: str, quote: str, words: str) -> str | None:
    """`words` in place of the passage, or of all if there is no quote; None where `place_of` finds nothing."""
    if not quote.strip():
        return words
    place = place_of(text, quote)
    return None if place is None else text[: place[0]] + words + text[place[1] :]


def rewritten_markup(markup: str, quote: str, words: str) -> str | None:
    """The same for rich text: what stands around the passage keeps its form."""
    pieces = _TAG.split(markup)
    texts = [html.unescape(piece) for piece in pieces[::2]]
    place = place_of("".join(texts), quote or "".join(texts))
    if place is None:
        return None
    pieces[::2] = _cut(texts, *place, words)
    return _without_empty("".join(pieces))


def _cut(texts: list[str], start: int, end: int, words: str) -> list[str]:
    """The words stand where the passage began; what it took of later pieces goes."""
    left, at, is_put = [], 0, False
    for text in texts:
        first, last = min(max(start - at, 0), len(text)), min(max(end - at, 0), len(text))
        put = "" if is_put or first == last else html.escape(words, quote=False).replace("\n", "<br/>")
        is_put = is_put or first != last
        left.append(html.escape(text[:first], quote=False) + put + html.escape(text[last:], quote=False))
        at += len(text)
    return left


def _without_empty(markup: str) -> str:
    while (less := _EMPTY.sub("", markup)) != markup:
        markup = less
    return markup

"""The words of a comparison in templates: what was added and removed is marked, and said to screen readers.

Written in Python, because a comparison of a long decree has thousands of pieces.
"""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from decrees.redline import Hunk, Op, State
from decrees.redline.values import Segments
from decrees.redlining import Block, Line

register = template.Library()
WORDS_SHOWN = 12
TAGS = {Op.INSERT: "ins", Op.DELETE: "del"}


class _Side:
    """The words of one side, or of both in one text; each hunk has its name once on the page."""

    def __init__(self, line: Line, *ops: Op) -> None:
        self.ops, self.follows, self.told = ops, line.follows, line.told
        self.whole = line.change.state in (State.ADDED, State.REMOVED)
        self.deleted: dict[str, str] = {}

    def words(self, segments: Segments) -> SafeString:
        self.deleted = {hunk: text for op, text, hunk in segments if op == Op.DELETE}
        return mark_safe("".join(self._pieces(segments)))  # noqa: S308 - each piece is escaped

    def _pieces(self, segments: Segments) -> Iterator[str]:
        for op, text, hunk in segments:
            if op == Op.EQUAL:
                yield format_html("{}", text)
            elif op in self.ops:
                yield self._changed(op, text, hunk)

    def _changed(self, op: Op, text: str, hunk: str) -> str:
        if self.whole or hunk in self.told:
            return self._marked(op, text, hunk)
        # Of a number that follows and of white space, only what stands there now.
        if op == Op.DELETE and len(self.ops) > 1:
            return ""
        was = self.deleted.get(hunk, "") if op == Op.INSERT else ""
        return self._following(text, was, hunk) if hunk in self.follows else format_html("{}", text)

    def _name(self, op: Op, hunk: str) -> str:
        named = op == Op.DELETE or hunk not in self.deleted
        return format_html(' id="h-{}"', hunk) if named else ""

    def _marked(self, op: Op, text: str, hunk: str) -> str:
        said = _("added:") if op == Op.INSERT else _("removed:")
        return format_html(
            '<{tag} data-hunk="{hunk}"{name}><span class="visually-hidden">[{said} </span>{text}'
            '<span class="visually-hidden">]</span></{tag}>',
            tag=TAGS[op],
            hunk=hunk,
            name=self._name(op, hunk),
            said=said,
            text=text,
        )

    def _following(self, text: str, was: str, hunk: str) -> str:
        shown = was and len(self.ops) > 1 and " " not in was + text
        note = format_html(" <small>({})</small>", _("was %(label)s") % {"label": was}) if shown else ""
        return format_html('<span class="follows" data-hunk="{}">{}{}</span>', hunk, text, note)


def _line(line: Line, *ops: Op) -> SafeString:
    return _Side(line, *ops).words(line.change.segments)


def _cells(line: Line, *ops: Op) -> list[SafeString]:
    side = _Side(line, *ops)
    return [side.words(cell) for cell in line.change.cells]


@register.filter
def redlined(line: Line) -> SafeString:
    return _line(line, Op.DELETE, Op.INSERT)


@register.filter
def before(line: Line) -> SafeString:
    return _one_side(line, Op.DELETE)


@register.filter
def after(line: Line) -> SafeString:
    return _one_side(line, Op.INSERT)


def _one_side(line: Line, op: Op) -> SafeString:
    if not line.change.cells:
        return _line(line, op)
    return mark_safe(" · ".join(filter(None, _cells(line, op))))  # noqa: S308 - joined of escaped pieces


@register.filter
def cells(line: Line, block: Block) -> list[SafeString]:
    """As many as the table has columns."""
    found = _cells(line, Op.DELETE, Op.INSERT)[: block.columns]
    return [*found, *[SafeString()] * (block.columns - len(found))]


@register.filter
def in_short(hunk: Hunk) -> str:
    """What a hunk does, in its own words: “lama” → “baru”."""
    if hunk.moves:
        return _("moved")
    sides = [Truncator(" ".join(side.split())).words(WORDS_SHOWN) for side in (hunk.old, hunk.new)]
    if all(sides):
        return f"“{sides[0]}” → “{sides[1]}”"
    return f"{_('added:')} “{sides[1]}”" if sides[1] else f"{_('removed:')} “{sides[0]}”"

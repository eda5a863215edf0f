"""The words of a comparison in templates: what was added and removed is marked, and said to screen readers.

Written in Python, because a comparison of a long decree has thousands of pieces.
"""

import re
from collections.abc import Iterator

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from decrees.models import ChangeSource
from decrees.reading.comparison import VersionComparison
from decrees.reading.lines import COLUMN_NAMES, Block, Bunch, Line, Note
from decrees.text.redline import Hunk, Op, State, Way
from decrees.text.redline.relocations import RelocatedWords
from decrees.text.redline.values import Segments

register = template.Library()
WORDS_SHOWN = 12
TAGS = {Op.INSERT: "ins", Op.DELETE: "del"}
GAP = re.compile(r"(?<=>)\s*\n\s*(?=<)")


@register.simple_block_tag
def lean(content: str) -> SafeString:
    """Without what says nothing in a long article in Indonesian: that a part of it is in Indonesian, as all of it is,
    and the templates' line breaks between tags (the text's own are written so that they stay)."""
    content = GAP.sub("", content)
    return mark_safe(content.replace(' lang="id"', "") if get_language() == "id" else content)  # noqa: S308


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "&#10;")


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
                yield _escaped(text)
            elif op in self.ops:
                yield self._changed(op, text, hunk)

    def _changed(self, op: Op, text: str, hunk: str) -> str:
        if self.whole or hunk in self.told:
            return self._marked(op, text, hunk)
        # Of a number that follows and of white space, only what stands there now.
        if op == Op.DELETE and len(self.ops) > 1:
            return ""
        was = self.deleted.get(hunk, "") if op == Op.INSERT else ""
        return self._following(text, was) if hunk in self.follows else _escaped(text)

    def _name(self, op: Op, hunk: str) -> str:
        named = op == Op.DELETE or hunk not in self.deleted
        return format_html(' id="h-{}"', hunk) if named else ""

    def _marked(self, op: Op, text: str, hunk: str) -> str:
        said = _("added:") if op == Op.INSERT else _("removed:")
        return format_html(
            "<{tag}{name}><span>[{said} </span>{text}<span>]</span></{tag}>",
            tag=TAGS[op],
            name=self._name(op, hunk),
            said=said,
            text=mark_safe(_escaped(text)),  # noqa: S308
        )

    def _following(self, text: str, was: str) -> str:
        shown = was and len(self.ops) > 1 and " " not in was + text
        note = format_html(" <small>({})</small>", _("was %(label)s") % {"label": was}) if shown else ""
        return format_html('<span class="follows">{}{}</span>', text, note)


def _line(line: Line, *ops: Op) -> SafeString:
    return _Side(line, *ops).words(line.change.segments)


def _cells(line: Line, *ops: Op) -> list[SafeString]:
    side = _Side(line, *ops)
    return [side.words(cell) for cell in line.change.cells]


@register.filter
def redlined(line: Line) -> SafeString:
    return _line(line, Op.DELETE, Op.INSERT)


@register.filter
def in_indonesian(place: str) -> str:
    """The name of a place, said to be Indonesian where the page is not."""
    return escape(place) if get_language() == "id" else format_html('<span lang="id">{}</span>', place)


@register.filter
def side_label(label: str) -> SafeString:
    return format_html("<b>{}</b> ", label) if label else SafeString()


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
def relocations(comparison: VersionComparison, hunk: Hunk) -> list[RelocatedWords]:
    """Words of a hunk that went into another clause, or came from one."""
    return comparison.relocations_by_change.get(hunk.id, [])


SENTENCES = {
    Way.ADDED: gettext_lazy("%(place)s was added with all that stands in it"),
    Way.REMOVED: gettext_lazy("%(place)s was removed with all that stood in it"),
    Way.COLUMN_ADDED: gettext_lazy("the column %(name)s of %(place)s was filled"),
    Way.COLUMN_REMOVED: gettext_lazy("the column %(name)s of %(place)s was emptied"),
}


@register.filter
def as_one(bunch: Bunch) -> str:
    """Several changes in one sentence."""
    told = bunch.told
    if told.way is Way.TERM:
        terms = {"old": told.old, "new": told.new}
        throughout, often = (
            _("the term “%(old)s” became “%(new)s” throughout") % terms,
            _("“%(old)s” became “%(new)s”") % terms,
        )
        return throughout if told.throughout else often
    column = int(told.old or told.new or 0)
    return SENTENCES[told.way] % {"place": bunch.place, "name": COLUMN_NAMES[column]}


@register.filter
def bunch(comparison: VersionComparison, hunk: Hunk) -> Bunch | None:
    """The one change that this is a part of."""
    return comparison.bunch_of.get(hunk.id)


@register.filter
def own_sources(note: Note, bunch: Bunch | None) -> list[ChangeSource]:
    """Those that are not told with the bunch."""
    shared = {source.origin for source in bunch.sources} if bunch else set()
    return [source for source in note.sources if source.origin not in shared]


@register.filter
def in_short(hunk: Hunk) -> str:
    """What a hunk does, in its own words: “lama” → “baru”."""
    if hunk.moves:
        return _("moved")
    if hunk.meant:
        return f"“{hunk.old}”: {hunk.meant[0]} → {hunk.meant[1]}"
    sides = [Truncator(" ".join(side.split())).words(WORDS_SHOWN) for side in (hunk.old, hunk.new)]
    if all(sides):
        return f"“{sides[0]}” → “{sides[1]}”"
    return f"{_('added:')} “{sides[1]}”" if sides[1] else f"{_('removed:')} “{sides[0]}”"

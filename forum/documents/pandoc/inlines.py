"""Text in pandoc's document tree: runs, and paragraphs in one of our styles."""

from __future__ import annotations

from collections.abc import Iterable

from forum.documents import model
from forum.documents.model import Text
from forum.documents.pandoc.grids import Node
from forum.documents.pandoc.types import types as p


def inlines(text: Text) -> list[Node]:
    return [node for run in model.runs(text) for node in _run(run)]


def _run(run: model.Run) -> list[Node]:
    nodes: list[Node] = []
    for at, line in enumerate(run.text.split("\n")):
        nodes += [p.LineBreak()] if at else []
        nodes += [p.Str(line)] if line else []
    for wanted, wrap in (
        (run.bold, p.Strong),
        (run.italic, p.Emph),
        (run.underline, p.Underline),
        (run.strike, p.Strikeout),
    ):
        nodes = [wrap(nodes)] if wanted and nodes else nodes
    return nodes


def styled(style: str, nodes: list[Node]) -> Node:
    return p.Div(("", [], [("custom-style", style)]), [p.Para(nodes)])


def joined(texts: Iterable[model.Run]) -> list[Node]:
    """Several lines as the inlines of one paragraph."""
    nodes: list[Node] = []
    for at, text in enumerate(texts):
        nodes += [p.LineBreak()] if at else []
        nodes += inlines((text,))
    return nodes


def lines(style: str, texts: Iterable[str]) -> list[Node]:
    nodes = joined(model.Run(text) for text in texts)
    return [styled(style, nodes)] if nodes else []

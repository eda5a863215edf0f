"""From StreamField raw blocks to a numbered Document."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from decrees.text.folding import normalise
from decrees.text.numbering import letter, ordinal, roman
from decrees.text.tree import PARTS, Clause, Document, Kind

Raw = Mapping[str, Any]


def _lettered(n: int) -> str:
    return f"{letter(n)}."


def _counted(n: int) -> str:
    return f"{n}."


def _unlabelled(n: int) -> str:
    return ""


def _labelled(clauses: Iterable[Clause], label: Callable[[int], str]) -> tuple[Clause, ...]:
    """Drop empty clauses first, so that no number is missing."""
    kept = (clause for clause in clauses if clause.text or clause.children)
    return tuple(replace(clause, label=label(n)) for n, clause in enumerate(kept, 1))


def _prose(kind: Kind, block: Raw) -> Clause:
    return Clause(block["id"], kind, "", normalise(block["value"]))


def _plain_part(kind: Kind, blocks: Iterable[Raw], label: Callable[[int], str]) -> tuple[Clause, ...]:
    return _labelled((_prose(kind, block) for block in blocks), label)


def _diktum(block: Raw) -> Clause:
    value = block["value"]
    points = _plain_part(Kind.POINT, value.get("points") or (), _lettered)
    closing = {"id": f"{block['id']}.closing", "value": value.get("closing")}
    children = points + _plain_part(Kind.CLOSING, [closing], _unlabelled)
    return Clause(block["id"], Kind.DIKTUM, "", normalise(value.get("text")), children=children)


def _row(block: Raw) -> Clause:
    cells = tuple(normalise(block["value"].get(name)) for name in ("position", "office", "note"))
    return Clause(block["id"], Kind.ROW, "", "\t".join(cells).rstrip("\t"), cells)


def _list(block: Raw) -> Clause:
    return Clause(block["id"], Kind.LIST, "", "", children=_plain_part(Kind.ITEM, block["value"] or (), _lettered))


def _roster(block: Raw) -> Clause:
    value = block["value"]
    rows = _labelled(map(_row, value.get("rows") or ()), _counted)
    return Clause(block["id"], Kind.ROSTER, "", normalise(value.get("caption")), children=rows)


def _body_clause(block: Raw) -> Clause:
    match block["type"]:
        case "heading" | "paragraph":
            return _prose(Kind(block["type"]), block)
        case "list":
            return _list(block)
        case "roster":
            return _roster(block)
    raise ValueError(f"unknown block in an annex: {block['type']!r}")


def _annex(block: Raw) -> Clause:
    value = block["value"]
    body = _labelled(map(_body_clause, value.get("body") or ()), _unlabelled)
    return Clause(block["id"], Kind.ANNEX, "", normalise(value.get("title")), children=body)


def _annexes(blocks: Iterable[Raw]) -> tuple[Clause, ...]:
    annexes = _labelled(map(_annex, blocks), lambda n: f"LAMPIRAN {roman(n)}")
    return annexes if len(annexes) > 1 else tuple(replace(annex, label="LAMPIRAN") for annex in annexes)


def _sorted_by_part(blocks: Iterable[Raw]) -> dict[str, list[Raw]]:
    parts: dict[str, list[Raw]] = {kind.value: [] for kind in PARTS}
    for block in blocks:
        if block["type"] not in parts:
            # Silently leaving out words of a legal text would be worse than stopping.
            raise ValueError(f"unknown block in a decree: {block['type']!r}")
        parts[block["type"]].append(block)
    return parts


def build(
    blocks: Iterable[Raw],
    *,
    title: str,
    office: str,
    province: str,
    place: str,
    signatory: str,
    number: str = "",
    date: str = "",
    copies: Iterable[str] = (),
) -> Document:
    """`blocks` is StreamField raw data with ids; a block of an unknown type is a ValueError."""
    parts = _sorted_by_part(blocks)
    return Document(
        title=normalise(title),
        office=normalise(office),
        province=normalise(province),
        number=normalise(number),
        place=normalise(place),
        date=normalise(date),
        signatory=normalise(signatory),
        copies=tuple(filter(None, map(normalise, copies))),
        recitals=_plain_part(Kind.RECITAL, parts["recital"], _lettered),
        citations=_plain_part(Kind.CITATION, parts["citation"], _counted),
        regards=_plain_part(Kind.REGARD, parts["regard"], _counted),
        diktums=_labelled(map(_diktum, parts["diktum"]), ordinal),
        annexes=_annexes(parts["annex"]),
    )

"""A Document as JSON and back, and its digest."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from decrees.text.tree import FIELDS, PARTS, Clause, Document, Kind, part


def _clause_to_json(clause: Clause) -> dict[str, Any]:
    """Absent when empty: a member added one day leaves the digests of older documents alone."""
    data: dict[str, Any] = {"id": clause.id, "kind": clause.kind.value, "label": clause.label, "text": clause.text}
    if clause.cells:
        data["cells"] = list(clause.cells)
    if clause.children:
        data["children"] = [_clause_to_json(child) for child in clause.children]
    return data


def _clause_from_json(data: Mapping[str, Any]) -> Clause:
    children = tuple(_clause_from_json(child) for child in data.get("children", ()))
    cells = tuple(data.get("cells", ()))
    return Clause(data["id"], Kind(data["kind"]), data["label"], data["text"], cells, children)


def to_json(document: Document) -> dict[str, Any]:
    parts = {name: [_clause_to_json(clause) for clause in part(document, kind)] for kind, name in PARTS.items()}
    fields = {name: getattr(document, name) for name in FIELDS}
    return {**fields, "copies": list(document.copies), **parts}


def from_json(data: Mapping[str, Any]) -> Document:
    parts: dict[str, Any] = {name: tuple(map(_clause_from_json, data[name])) for name in PARTS.values()}
    fields: dict[str, Any] = {name: data[name] for name in FIELDS}
    return Document(**fields, copies=tuple(data["copies"]), **parts)


def digest(document: Document) -> str:
    """sha256 in hex over the canonical JSON of RFC 8785, which others can recompute with any such library."""
    canonical = json.dumps(to_json(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

"""The `pandoc` library's document types, made without running the program."""

from __future__ import annotations

import importlib
from typing import Any

import pandoc

# The types are those of a pandoc version, and the library insists on asking the program on PATH for it. Ours is in a
# wheel, not on PATH, and newer than the library knows, with the same types.
if pandoc._configuration is None:
    pandoc._configuration = {"auto": False, "path": None, "version": "3.2.1", "pandoc_types_version": "1.23.1"}

types: Any = importlib.import_module("pandoc.types")


def to_json(tree: Any) -> dict[str, Any]:
    """What `pandoc --from=json` reads."""
    made: dict[str, Any] = pandoc.write_json_v2(tree)
    return made

"""The clause tree: a decree's text as plain values, numbered as the drafting rules ask.

Pure: raw StreamField blocks in, frozen values out; no Django.
"""

from .blocks import build, normalise
from .fields import map_texts, texts, with_ids
from .keeping import digest, from_json, to_json
from .linking import Links, links
from .numbering import first_labels, letter, ordinal, roman
from .passages import locate, spans
from .raw import blocks_of
from .restoring import put_clause_back
from .rewriting import put_text
from .tree import FIELDS, OPENINGS, PARTS, TITLE, Clause, Document, Kind, find, part, plain, title_of, walk

__all__ = [
    "FIELDS",
    "OPENINGS",
    "PARTS",
    "TITLE",
    "Clause",
    "Document",
    "Kind",
    "Links",
    "blocks_of",
    "build",
    "digest",
    "find",
    "first_labels",
    "from_json",
    "letter",
    "links",
    "locate",
    "map_texts",
    "normalise",
    "ordinal",
    "part",
    "plain",
    "put_clause_back",
    "put_text",
    "roman",
    "spans",
    "texts",
    "title_of",
    "to_json",
    "walk",
    "with_ids",
]

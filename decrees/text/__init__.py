"""The clause tree: a decree's text as plain values, numbered as the drafting rules ask.

Pure: raw StreamField blocks in, frozen values out; no Django.
"""

from decrees.text.blocks import build
from decrees.text.fields import map_texts, repeated_ids, texts, walk_blocks, with_ids
from decrees.text.folding import normalise
from decrees.text.numbering import first_labels, letter, ordinal, roman
from decrees.text.passages import find_quote, spans
from decrees.text.raw import blocks_of
from decrees.text.rewriting import Links, links, put_clause_back, put_text
from decrees.text.serializing import digest, from_json, to_json
from decrees.text.tree import (
    FIELDS,
    OPENINGS,
    PARTS,
    TITLE,
    Clause,
    Document,
    Kind,
    descend,
    find,
    part,
    plain,
    title_of,
    walk,
    walk_with_parents,
)

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
    "descend",
    "digest",
    "find",
    "find_quote",
    "first_labels",
    "from_json",
    "letter",
    "links",
    "map_texts",
    "normalise",
    "ordinal",
    "part",
    "plain",
    "put_clause_back",
    "put_text",
    "repeated_ids",
    "roman",
    "spans",
    "texts",
    "title_of",
    "to_json",
    "walk",
    "walk_blocks",
    "walk_with_parents",
    "with_ids",
]

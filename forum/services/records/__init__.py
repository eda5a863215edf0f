"""What the secretariat keeps: plain records, and heads of the ledger that are signed."""

from forum.services.records.heads import countersign, sign_head
from forum.services.records.importing import Taken, take_rows
from forum.services.records.merging import merge_organisations, merge_people
from forum.services.records.plain import delete_record, free_slug, post_named, save_record, save_values
from forum.services.records.tables import bring_table, discard_table, forget_tables, take_table

__all__ = [
    "Taken",
    "bring_table",
    "countersign",
    "delete_record",
    "discard_table",
    "forget_tables",
    "free_slug",
    "merge_organisations",
    "merge_people",
    "post_named",
    "save_record",
    "save_values",
    "sign_head",
    "take_rows",
    "take_table",
]

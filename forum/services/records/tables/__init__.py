"""Long tables of organisations or people: brought, looked at, and taken part by part in the background."""

from forum.services.records.tables.bringing import bring_table, discard_table, forget_tables, take_table

__all__ = ["bring_table", "discard_table", "forget_tables", "take_table"]

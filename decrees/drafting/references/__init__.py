"""References from one clause to another: found, resolved, renumbered when clauses come and go, and compared. Pure."""

from decrees.drafting.references.guide import Guide, Reference, references

__all__ = ["Guide", "Reference", "references"]

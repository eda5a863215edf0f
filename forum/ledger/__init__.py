"""The ledger, and the triggers by which the database itself refuses to change what is on record."""

from forum.ledger.chain import Broken, append, digest_of, office_of, seal, target_of, timeline, verify

__all__ = ["Broken", "append", "digest_of", "office_of", "seal", "target_of", "timeline", "verify"]

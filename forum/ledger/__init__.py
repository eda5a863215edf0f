"""The ledger, and the triggers by which the database itself refuses to change what is on record."""

from forum.ledger.chain import Broken, Office, append, appended, office_of, target_of, timeline, verify
from forum.ledger.seal import canonical, content_key, digest_of, digest_of_file, seal, told

__all__ = [
    "Broken",
    "Office",
    "append",
    "appended",
    "canonical",
    "content_key",
    "digest_of",
    "digest_of_file",
    "office_of",
    "seal",
    "target_of",
    "timeline",
    "told",
    "verify",
]

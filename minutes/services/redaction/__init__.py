"""The public edition of minutes: what is blacked out in it and on what ground, what personal data stays."""

from minutes.services.redaction.blacking import redact, unredact
from minutes.services.redaction.findings import black_out_finding, keep_finding, require_answered

__all__ = ["black_out_finding", "keep_finding", "redact", "require_answered", "unredact"]

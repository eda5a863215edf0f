"""What becomes of follow-ups after their minutes were published."""

from minutes.services.actions.reporting import report_action

__all__ = ["report_action"]

"""What becomes of follow-ups after their minutes were published."""

from minutes.services.actions.joining import join_decision, part_decision
from minutes.services.actions.reporting import report_action
from minutes.services.actions.sending import remind_of_actions

__all__ = ["join_decision", "part_decision", "remind_of_actions", "report_action"]

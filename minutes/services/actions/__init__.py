"""What becomes of follow-ups after their minutes were published."""

from minutes.services.actions.reminding import remind_of_actions, send_reminders
from minutes.services.actions.reporting import report_action

__all__ = ["remind_of_actions", "report_action", "send_reminders"]

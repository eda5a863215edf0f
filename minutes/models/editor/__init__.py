"""The editor of minutes: its panels, and what its form begins with and checks."""

from minutes.models.editor import panels
from minutes.models.editor.forms import MinutesPageForm

__all__ = ["MinutesPageForm", "panels"]

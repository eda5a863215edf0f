"""Files that go with minutes: those that were circulated, and the template of their papers."""

from minutes.services.files.keeping import keep_files
from minutes.services.files.templates import reset_template, set_template

__all__ = ["keep_files", "reset_template", "set_template"]

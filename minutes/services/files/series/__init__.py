"""Minutes of several meetings as one paper."""

from minutes.services.files.series.kept import Series, UndrawnError, ready
from minutes.services.files.series.paper import build_series

__all__ = ["Series", "UndrawnError", "build_series", "ready"]

"""Paper documents: one model, three file formats. Knows nothing of meetings, minutes or decrees."""

from .fonts import font_in_use
from .render import FORMATS, Limits, Reason, RenderError, render

__all__ = ["FORMATS", "Limits", "Reason", "RenderError", "font_in_use", "render"]

"""Paper documents: one model, three file formats. Knows nothing of meetings, minutes or decrees."""

from forum.documents.render import FORMATS, Limits, Reason, RenderError, render

__all__ = ["FORMATS", "Limits", "Reason", "RenderError", "render"]

"""Paper documents: one model, three file formats. Knows nothing of meetings, minutes or decrees."""

from forum.documents.render import FORMATS, UNUSABLE, Limits, Reason, RenderError, render, with_template

__all__ = ["FORMATS", "UNUSABLE", "Limits", "Reason", "RenderError", "render", "with_template"]

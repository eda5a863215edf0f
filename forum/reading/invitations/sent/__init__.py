"""Whom and what those invited send: delegates, and materials for the meeting."""

"""Organisations, and who speaks for them."""

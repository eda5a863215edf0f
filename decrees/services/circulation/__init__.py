"""Versions, rounds, and the editor's text between them."""

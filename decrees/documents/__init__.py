"""Decrees on paper."""

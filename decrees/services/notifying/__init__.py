"""Whom a change is told to, and how."""

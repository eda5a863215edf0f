"""Whom a letter is for: organisations, and single people without an account; how far it came to each."""

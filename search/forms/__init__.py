"""The form in which one asks."""

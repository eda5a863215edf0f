"""The public's pages about what they look for."""

"""Pure values: no Django."""

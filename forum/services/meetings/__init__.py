"""What follows from a published meeting."""

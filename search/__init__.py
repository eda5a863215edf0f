"""Search: everything that a reader may know of, found by its words."""

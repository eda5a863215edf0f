"""Words go out of sight by two people, with a visible gap; they come back, or are erased in time."""

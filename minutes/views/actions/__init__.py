"""Follow-ups: a page of each, reports on it, lists of all."""

"""Minutes as a document on paper."""

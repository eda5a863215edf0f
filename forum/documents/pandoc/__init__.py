"""A document as pandoc knows it."""

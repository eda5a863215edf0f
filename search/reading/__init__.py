"""What is found of a question, by one reader."""

from search.reading.results import Hit, Results, found

__all__ = ["Hit", "Results", "found"]

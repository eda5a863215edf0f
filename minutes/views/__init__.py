"""Pages beside the page tree."""

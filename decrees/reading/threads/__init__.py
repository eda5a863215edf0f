"""What was said beside the text: dressed for its cards, and as lines where it is much."""

from decrees.reading.threads.dressing import dress, redlined, threads

__all__ = ["dress", "redlined", "threads"]

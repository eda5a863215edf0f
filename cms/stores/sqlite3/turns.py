"""Turns at writing: SQLite by itself lets go first whoever asks at the right moment, and somebody may never do so."""

import threading
from collections import defaultdict, deque


class Turns:
    """One writer at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for one's turn; False if it does not come in time."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(seconds):
            return True
        with self._lock:
            if called.is_set():  # called in the last moment
                return True
            self._waiting.remove(called)
            return False

    def give_back(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


# For each database; a test may have several.
TURNS: defaultdict[str, Turns] = defaultdict(Turns)

"""What need not be done again: a question that a request has asked, and the SQL of one that is asked all the time."""

from forum.models.memory.prepared import Asked, Prepared
from forum.models.memory.request import remembered, remembering, sharing_memory
from forum.models.memory.together import ask, ask_ahead
from forum.models.memory.writing import added, changed, write

__all__ = [
    "Asked",
    "Prepared",
    "added",
    "ask",
    "ask_ahead",
    "changed",
    "remembered",
    "remembering",
    "sharing_memory",
    "write",
]

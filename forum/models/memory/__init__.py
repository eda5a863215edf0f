"""What need not be done again: a question that a request has asked, and the SQL of one that is asked all the time."""

from forum.models.memory.prepared import Prepared
from forum.models.memory.request import remembered, remembering, sharing_memory

__all__ = ["Prepared", "remembered", "remembering", "sharing_memory"]

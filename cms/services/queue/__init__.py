"""What is done after the answer: by whom, how often it is tried, and what a person can do about it."""

from cms.services.queue.again import send_test_mail, try_again
from cms.services.queue.stopped import take_up_stopped
from cms.services.queue.worker import beat, start_embedded

__all__ = ["beat", "send_test_mail", "start_embedded", "take_up_stopped", "try_again"]

"""The address that a calendar program replies to: only the mail to one person holds it.

Its word is made of the meeting, the person's address and the installation's secret: nobody else can make it, and every
mail about the meeting to this person holds the same.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH = 32


def word_for(uid: str, address: str) -> str:
    made = salted_hmac("forum.calendar.reply", f"{uid} {address.lower()}", algorithm="sha256")
    return made.hexdigest()[:LENGTH]


def reply_address(uid: str, address: str) -> str:
    """Empty where no mailbox is read."""
    name, _at, domain = settings.MAILBOX_ADDRESS.rpartition("@")
    return f"{name}+{word_for(uid, address)}@{domain}" if name else ""


def word_in(address: str) -> str:
    """The word behind the plus of an address of ours; empty if there is none."""
    name, _at, domain = settings.MAILBOX_ADDRESS.lower().rpartition("@")
    local, _at, other = address.lower().rpartition("@")
    begins = f"{name}+"
    return local.removeprefix(begins) if name and other == domain and local.startswith(begins) else ""


def is_word_for(word: str, uid: str, address: str) -> bool:
    return constant_time_compare(word, word_for(uid, address))

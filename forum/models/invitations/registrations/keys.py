"""Keys of what stands in an invitation: its rows are made anew when it is published again, their keys stay."""

from django.utils.crypto import get_random_string


def new_key() -> str:
    return get_random_string(12)

"""Logins: given to people, and what opens one kept sealed."""

from forum.services.logins.accounts import invite_people, invite_person, reset_second_factor

__all__ = ["invite_people", "invite_person", "reset_second_factor"]

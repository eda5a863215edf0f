"""Citizens register for an open meeting without a login. What they tell is for the secretariat alone.

Anybody can type any address. So a place counts once the link in the mail was used, in that order; until then the mail
holds nothing that a stranger has typed, and one address gets few of them. Where no place is free, whoever uses the link
stands on the waiting list, which moves up by itself.
"""

from forum.services.invitations.registrations.exporting import export_registrations, export_workbook
from forum.services.invitations.registrations.forgetting import KEPT_FOR, forget_registrations, forget_registrations_of
from forum.services.invitations.registrations.registering import cancel_registration, confirm_registration, register
from forum.services.invitations.registrations.waiting import plan_places, release_seats

__all__ = [
    "KEPT_FOR",
    "cancel_registration",
    "confirm_registration",
    "export_registrations",
    "export_workbook",
    "forget_registrations",
    "forget_registrations_of",
    "plan_places",
    "register",
    "release_seats",
]

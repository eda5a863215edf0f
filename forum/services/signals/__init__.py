"""What Django and Wagtail do without asking our services: here the ledger and the live channel hear of it."""

from forum.services.signals import acts, logins, pages, rights, sockets

__all__ = ["acts", "logins", "pages", "rights", "sockets"]

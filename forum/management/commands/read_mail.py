"""Run hourly, or more often: what came back of mails, and what calendar programs replied."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forum import services


class Command(BaseCommand):
    help = "Read the mailbox of MAILBOX_URL from where it was left; nothing in it is changed."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAILBOX_URL:
            raise CommandError("MAILBOX_URL is not set")
        try:
            counts = services.read_mailbox()
        except services.MailboxError as error:
            raise CommandError(f"The mailbox cannot be read: {error}") from None
        told = ", ".join(f"{counts[kind]} {name}" for kind, name in NAMES.items())
        self.stdout.write(told)


NAMES = {"bounce": "mails came back", "answer": "answers", "unknown": "other messages left alone"}

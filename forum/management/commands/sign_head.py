"""Sign the last entry of the ledger and mail it to the witnesses. Exit 1 without a key, or if the ledger is broken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from forum import services


class Command(BaseCommand):
    help = "Sign the head of the ledger and mail it to the witnesses."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            head = services.sign_head()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=1) from error
        self.stdout.write(f"Signed: entry {head.seq}, key {head.public_key}." if head else "Nothing new to sign.")

"""Run daily, in the morning: one mail for each person who has something to read."""

from typing import Any

from django.core.management.base import BaseCommand

from decrees import services


class Command(BaseCommand):
    help = "Mail everybody what waits for them and what is new on their drafts; twice a day tells nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{services.send_digests()} mails sent")

"""Run daily: delete the personal data of registrations whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from forum import services


class Command(BaseCommand):
    help = "Delete accessibility needs after each meeting, and everything that names a person a year later."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{services.forget_registrations()} registrations cleared")

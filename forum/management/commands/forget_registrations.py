"""Run daily: delete the personal data of registrations and attendance whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from forum import services


class Command(BaseCommand):
    help = "Delete accessibility needs after each meeting, and a year later what names who registered or was there."

    def handle(self, *args: Any, **options: Any) -> None:
        registrations, attendance = services.forget_registrations(), services.forget_attendance()
        self.stdout.write(f"{registrations} registrations cleared, {attendance} people at meetings forgotten")

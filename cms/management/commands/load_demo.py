"""`manage.py load_demo`: the first forum with invented people, through the services only; repeatable."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.load import load


class Command(BaseCommand):
    help = "Fill the site with the demo forum. Repeatable: what is there stays, a new open invitation is made when due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--force", action="store_true", help="also where DEBUG is off (its passwords are public!)")

    def handle(self, *args: Any, force: bool = False, **options: Any) -> None:
        if not settings.DEBUG and not force:
            raise CommandError("The demo's passwords are public. Use --force to load it where DEBUG is off.")
        load(say=self.stdout.write)

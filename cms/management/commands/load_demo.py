"""`manage.py load_demo`: half a year of the first forum with invented people, through the services only; repeatable."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.demo.clock import DemoRefusedError
from cms.demo.load import load
from cms.demo.story import STAGES, USUAL_STAGE


class Command(BaseCommand):
    help = "Fill an empty site with the demo forum. Repeatable: what is there stays, an open invitation is renewed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, help=f"how far the story has come (default: {USUAL_STAGE})")
        parser.add_argument("--force", action="store_true", help="also where DEBUG is off (its passwords are public!)")

    def handle(self, *args: Any, stage: str | None = None, force: bool = False, **options: Any) -> None:
        if not settings.DEBUG and not force:
            raise CommandError(_("The demo's passwords are public. Use --force to load it where DEBUG is off."))
        try:
            load(say=self.stdout.write, stage=stage or "")
        except DemoRefusedError as refused:
            raise CommandError(str(refused)) from refused

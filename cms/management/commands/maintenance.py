"""`manage.py maintenance on|off`: a calm page instead of the site while it is worked on. The database is not asked."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime, parse_time

from cms.stores import maintenance
from forum import clock


class Command(BaseCommand):
    help = "Show everybody a page that says until when the site is worked on (on), or the site again (off)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("switch", choices=["on", "off"])
        parser.add_argument("--until", default="", help="17:30 today, or 2026-12-01 17:30, in the site's time zone")
        parser.add_argument("--message", default="", help="one sentence for everybody, as it stands")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["switch"] == "off":
            was = maintenance.end()
            self.stdout.write("The site is open." if was else "The site was open already.")
            return
        until = moment(options["until"]) if options["until"] else None
        maintenance.begin(maintenance.Maintenance(until.isoformat() if until else "", options["message"].strip()))
        self.stdout.write(f"The site is closed{f' until {until:%Y-%m-%d %H:%M %Z}' if until else ''}.")


def moment(text: str) -> datetime.datetime:
    try:
        at = parse_datetime(text)
        if at is None and (time := parse_time(text)):
            at = datetime.datetime.combine(clock.today(), time)
    except ValueError:
        at = None
    if at is None:
        raise CommandError(f"--until: '{text}' is no time. Example: --until '2026-12-01 17:30'")
    at = timezone.make_aware(at) if timezone.is_naive(at) else at
    if at <= clock.now():
        raise CommandError(f"--until: {at:%Y-%m-%d %H:%M %Z} has passed.")
    return at

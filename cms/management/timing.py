"""What `manage.py hourly` and `manage.py daily` share."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from cms.services.timers import run_timer


class TimerCommand(BaseCommand):
    timer: ClassVar[str]

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for run in run_timer(self.timer):
            self.stdout.write(f"{'failed' if run.has_failed else 'done'}: {run.name}: {run.outcome}".rstrip(": "))
            failed += [run.name] if run.has_failed else []
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.", returncode=1)

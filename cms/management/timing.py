"""What `manage.py hourly` and `manage.py daily` share."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError

from cms.services.timers import run_timer
from cms.stores.alone import alone


class TimerCommand(BaseCommand):
    timer: ClassVar[str]

    def handle(self, *args: Any, **options: Any) -> None:
        with alone(self.timer) as is_alone:
            if is_alone:
                self._run()
            else:
                self.stdout.write(f"Nothing done: another manage.py {self.timer} is at work.")

    def _run(self) -> None:
        failed = []
        for run in run_timer(self.timer):
            self.stdout.write(f"{'failed' if run.has_failed else 'done'}: {run.name}: {run.outcome}".rstrip(": "))
            failed += [run.name] if run.has_failed else []
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.", returncode=1)

"""After DATA_ENCRYPTION_KEY was set or changed: what opens a login is sealed with its first key from now on."""

from typing import Any

from django.core.management.base import BaseCommand

from forum.services.logins.second_factors import count_unopened, seal_all


class Command(BaseCommand):
    help = "Seal the secrets of second factors with the first key of DATA_ENCRYPTION_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_all()} second factors are sealed with the first key.")
        if lost := count_unopened():
            self.stderr.write(f"{lost} open with none of the keys and stay as they are.")

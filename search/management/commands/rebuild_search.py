"""Read everything anew that is to be found."""

from typing import Any

from django.core.management.base import BaseCommand

from search.index import rebuild


class Command(BaseCommand):
    help = "Makes the index of the search anew from the record. The site may run meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{count} things can be found.")

"""Run daily: what nobody confirmed to be hidden is shown again, and hidden words are erased when their time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from decrees import services


class Command(BaseCommand):
    help = "Record which hidings lapsed, and erase the words that were hidden long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        lapsed, erased = services.lapse_hidings(), services.erase_hidden_words()
        self.stdout.write(f"{lapsed} hidings lapsed, words of {erased} erased")

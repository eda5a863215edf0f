"""Run daily: what nobody confirmed to be hidden is shown again, and hidden words are erased when their time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from decrees import services
from minutes.services import lapse_hidings as lapse_parts


class Command(BaseCommand):
    help = "Record which hidings lapsed, and erase the words that were hidden long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        lapsed = services.lapse_hidings() + lapse_parts()
        erased = services.erase_hidden_words()
        self.stdout.write(f"{lapsed} hidings lapsed, words of {erased} erased")

"""`manage.py restore_triggers`: the triggers that guard the record, made again where they are missing or changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from forum.ledger.triggers import find_faults, restore


class Command(BaseCommand):
    help = "Make the triggers again by which the database refuses to change what is on record; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = find_faults(connection)
        restore(connection, faults)
        for fault in faults:
            self.stdout.write(f"Made again: {fault.trigger} (was {fault.state})")
        self.stdout.write("All triggers are there.")

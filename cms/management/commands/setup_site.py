"""`manage.py setup_site`: the home page, its sections and the secretariat's group; repeatable."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.services.preparing import prepare_site


class Command(BaseCommand):
    help = "Make what is missing of the home page, its sections and the secretariat's group."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_site()

"""`manage.py setup_site`: the home page, its sections and the secretariat's group; with names, the forum itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.services.first_steps import FirstSteps, begin, link_to_choose_password
from cms.services.preparing import prepare_site

# Fields of the forum's settings, with an example.
NAMES = {
    "forum_name": "Forum Pemerintahan Terbuka Bojonegoro",
    "region": "Kabupaten Bojonegoro",
    "province": "Jawa Timur",
    "place": "Bojonegoro",
    "decree_office": "BUPATI BOJONEGORO",
    "contact_email": "sekretariat@bojonegorokab.go.id",
}
OTHERS = {
    "secretariat": "Dinas Komunikasi dan Informatika",
    "secretariat_short": "Dinas Kominfo",
    "admin_name": "Ratna Wulandari",
    "admin_email": "ratna@bojonegorokab.go.id",
    "admin_post": "Kepala Bidang Layanan E-Government",
}
NEEDED = ("forum_name", "region", "secretariat", "admin_name", "admin_email")


def option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


class Command(BaseCommand):
    help = "Make what is missing of the pages and the secretariat's group; with names, begin the forum. Repeatable."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, example in {**NAMES, **OTHERS}.items():
            parser.add_argument(option(name), default="", metavar="TEXT", help=f"for example: {example}")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            call_command("messages", "compile")
        except OSError as error:
            raise CommandError(_("The translations cannot be compiled: %s. `make install` does it.") % error) from error
        given = {name: options[name].strip() for name in {**NAMES, **OTHERS}}
        if not any(given.values()):
            prepare_site()
            return
        require_all(given)
        self.begin(given)

    def begin(self, given: dict[str, str]) -> None:
        names = {name: given[name] for name in NAMES if given[name]}
        steps = FirstSteps(
            names=names,
            secretariat=given["secretariat"],
            secretariat_short=given["secretariat_short"],
            person=given["admin_name"],
            email=given["admin_email"],
            post=given["admin_post"],
        )
        try:
            login = begin(steps)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if link := link_to_choose_password(login):
            self.stdout.write(_("Choose the password of %(email)s: %(link)s") % {"email": login.email, "link": link})
        self.stdout.write(_("The site is ready. What remains to be done is listed in the editors' rooms."))


def require_all(given: dict[str, str]) -> None:
    missing = [f'{option(name)} "{ {**NAMES, **OTHERS}[name] }"' for name in NEEDED if not given[name]]
    if missing:
        raise CommandError(_("Missing, with an example each: %s") % ", ".join(missing))

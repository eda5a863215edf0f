"""`manage.py doctor`: whether all of the site works, and what mends what does not. Exit 1 on a failure."""

import json
from typing import Any

from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.reading.health import Finding, State, examine
from cms.reading.health.findings import failure, ok
from forum.services import mail


class Command(BaseCommand):
    help = "Check whether all of the site works: state, what it means, and the command that mends it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mail", metavar="ADDRESS", help="also send a mail to this address")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = dict(examine())
        if options["mail"]:
            found["a test mail"] = sent(options["mail"])
        if options["json"]:
            self.stdout.write(json.dumps([told(name, one) for name, one in found.items()], ensure_ascii=False))
        else:
            self._show(found)
        failed = [name for name, one in found.items() if one.state == State.FAILURE]
        if failed:
            raise CommandError(f"{len(failed)}: {', '.join(failed)}", returncode=1)

    def _show(self, found: dict[str, Finding]) -> None:
        for name, one in found.items():
            self.stdout.write(f"{one.state:8} {name}: {one.says}")
            if one.mend:
                self.stdout.write(f"         → {one.mend}")


def told(name: str, finding: Finding) -> dict[str, str]:
    return {"check": name, "state": finding.state, "says": finding.says, "mend": finding.mend}


def sent(address: str) -> Finding:
    words = _("If you read this, the mail server sends what this site gives it.")
    try:
        mail.hand_over(EmailMessage(_("A test mail"), words, to=[address]))
    except mail.NotSentError as error:
        problem = error.failures[0]
        return failure(f"{mail.in_words(problem.problem)} {problem.answer}".strip(), "EMAIL_URL=smtp+tls://…")
    return ok(_("The mail server took the test mail for %s.") % address)

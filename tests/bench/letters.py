"""What a letter costs beside composing the same words and handing them to the same mail server; queries and memory.

`python -m tests.bench.letters FOLDER [74,1000]` measures in a process of its own.
"""

import os
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

from tests.bench import machine
from tests.bench.live import Site

RATIO, QUERIES, KILOBYTES = 9.0, 15.0, 20.0


def run(site: Site, sizes: str) -> bool:
    folder = site.environment["DATA_DIR"]
    process = machine.python("-m", "tests.bench.letters", folder, sizes)
    told, _ = process.communicate()
    print(f"\nLetters to organisations, beside the bare cost of the same mails\n{told}", end="")
    return process.returncode == 0


def main(folder: Path, sizes: list[int]) -> bool:
    prepare(folder)
    from tests.smtp import mail_server

    held = True
    with mail_server() as server:
        from django.conf import settings

        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        send(3)
        for many in sizes:
            own, queries, kilobytes = send(many)
            ratio = own / bare(server, many)
            says = f"{ratio:.1f} bare mails ({own * 1000:.1f} ms), {queries:.1f} queries, {kilobytes:.1f} kB each"
            print(f"{many:>6} letters: {says}", flush=True)
            held = held and ratio <= RATIO and queries <= QUERIES and kilobytes <= KILOBYTES
    print(
        f"At most {RATIO:g} bare mails, {QUERIES:g} queries, {KILOBYTES:g} kB a letter: {'held' if held else 'MISSED'}"
    )
    return held


def prepare(folder: Path) -> None:
    from tests import databases

    database = folder / "letters.sqlite3"
    database.unlink(missing_ok=True)
    databases.copy_of_migrated(database)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "DATA_DIR": str(folder),
    }
    import django

    django.setup()


def send(many: int) -> tuple[float, float, float]:
    """Seconds of a processor, queries and kilobytes at the highest, of each letter."""
    from django.db import connection

    from forum.services.invitations import letters

    asked: list[str] = []
    invitation = invited(many)
    began = time.process_time()
    letters.deliver(invitation, by=None)
    seconds = (time.process_time() - began) / many
    invitation = invited(many)
    tracemalloc.start()

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql[:1])
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        letters.deliver(invitation, by=None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return seconds, len(asked) / many, peak / 1024 / many


def invited(many: int) -> Any:
    from forum.models import InvitationPage
    from forum.models.invitations import shown
    from tests.factories import OrganisationFactory, invitation_page

    page = invitation_page(to=[OrganisationFactory(email=f"kantor-{n}@contoh.id") for n in range(many)])
    InvitationPage.objects.filter(pk=page.pk).update(frozen=shown.freeze(page))  # as its publication does
    return InvitationPage.objects.get(pk=page.pk)


def bare(server: Any, many: int) -> float:
    """Seconds of a processor for a mail of the words that were sent last."""
    import email
    from email import policy

    from django.core.mail import EmailMultiAlternatives

    last: Any = email.message_from_string(server.taken[-1][1], policy=policy.default)
    text = last.get_body(("plain",)).get_content()
    file = next(last.iter_attachments()).get_content()
    began = time.process_time()
    for n in range(many):
        message = EmailMultiAlternatives("Undangan", text, to=[f"kantor-{n}@contoh.id"])
        message.attach_alternative(file.decode(), "text/calendar; method=REQUEST")
        message.attach("undangan.ics", file, "application/ics")
        message.send()
    return (time.process_time() - began) / many


if __name__ == "__main__":
    sizes = [int(one) for one in (sys.argv[2] if len(sys.argv) > 2 else "74,1000").split(",")]
    sys.exit(0 if main(Path(sys.argv[1]), sizes) else 1)

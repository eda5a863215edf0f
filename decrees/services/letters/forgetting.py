"""The file of a letter goes when its time is over: it has signatures, addresses and numbers of people. What it says
stays, with the fingerprint of the file, so that a copy kept elsewhere can be held against it."""

import datetime

from django.conf import settings
from django.db import transaction

from decrees import events
from decrees.models import Letter
from forum import clock, ledger


def forget_letters(*, at: datetime.datetime | None = None) -> str:
    """Of the rounds that were closed long enough ago, also where a letter was never taken in."""
    now = at or clock.now()
    due = now - datetime.timedelta(days=settings.LETTER_FILES_KEPT_DAYS)
    letters = Letter.objects.filter(file_deleted_at=None, round__closed_at__lte=due).order_by("pk")
    gone = sum(_delete_file(key, now) for key in letters.values_list("pk", flat=True))
    return f"{gone} files of letters deleted"


@transaction.atomic
def _delete_file(key: int, now: datetime.datetime) -> int:
    """The row first: a file that is left behind by a failure is missed by nobody, a row without its file would be."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("decree", "version").get(pk=key)
    if letter.file_deleted_at:
        return 0
    storage, name = letter.file.storage, letter.file.name
    letter.file, letter.file_deleted_at = "", now
    letter.save(update_fields=["file", "file_deleted_at"])
    ledger.append(
        events.LETTER_FILE_DELETED,
        target=letter,
        page=letter.decree,
        by=None,
        content=[letter.sha256],
        data={"version": letter.version.number},
    )
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return 1

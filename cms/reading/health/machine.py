"""Whether the machine has room, a right clock, and somebody who saves what is on it."""

import datetime
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from cms.reading.health.findings import Finding, failure, ok, warning
from cms.settings.environment import DATA_DIR
from forum import clock
from forum.models import LedgerEntry

KINDS = ("default", "private")
MEND_BUCKET = "grep ^S3_ /etc/mufakat/mufakat.env"
CLOSE_BUCKET = "aws s3api put-public-access-block"
GIGABYTE = 1024**3
LITTLE_ROOM, NO_ROOM = 5 * GIGABYTE, GIGABYTE // 2
APART = datetime.timedelta(seconds=30)
BACKUP_DUE, BACKUP_LATE = datetime.timedelta(hours=26), datetime.timedelta(days=3)


def uploads() -> Finding:
    return _bucket() if settings.S3_BUCKET else _folders()


def _folders() -> Finding:
    for name in KINDS:
        storage = storages[name]
        try:
            storage.delete(storage.save(_probe(), ContentFile(b"")))
        except OSError as error:
            folder = getattr(storage, "location", name)
            return failure(
                _("Files cannot be written: %s.") % (error.strerror or error), f"chown -R $(id -un) {folder}"
            )
    return ok(_("Files can be written."))


def _bucket() -> Finding:
    """Papers lie in it: whoever has no key may read nothing."""
    for name in KINDS:
        storage: Any = storages[name]
        try:
            probe = storage.save(_probe(), ContentFile(b""))
            is_public = storage.is_public(probe)
            storage.delete(probe)
        except OSError as error:
            return failure(_("Files cannot be written: %s.") % (error.__cause__ or error), MEND_BUCKET)
        if is_public:
            return failure(_("Anybody can read the bucket %s without a key.") % settings.S3_BUCKET, CLOSE_BUCKET)
    return ok(_("Files can be written, and nobody reads them without a key."))


def _probe() -> str:
    return f"doctor-{uuid4().hex}.txt"


def disk() -> Finding:
    free = shutil.disk_usage(DATA_DIR).free
    says = _("%.1f GB are free.") % (free / GIGABYTE)
    if free < NO_ROOM:
        return failure(says, f"du -xh --max-depth=2 {DATA_DIR} | sort -h | tail")
    return warning(says, f"du -xh --max-depth=2 {DATA_DIR} | sort -h | tail") if free < LITTLE_ROOM else ok(says)


def clocks() -> Finding:
    """The ledger never goes back in time: with a clock that is behind, nothing can be entered."""
    of_database = ContentType.objects.values_list(Now()).first()
    newest = LedgerEntry.objects.order_by("-seq").values_list("at", flat=True).first()
    now, mend = clock.now(), "timedatectl set-ntp true"
    if newest and newest > now + APART:
        return failure(_("The clock is before the newest entry of the ledger (%s).") % newest.isoformat(), mend)
    if of_database and abs(of_database[0] - now) > APART:
        return failure(
            _("The clocks of the server and of the database differ by %s.") % abs(of_database[0] - now), mend
        )
    return ok(_("The clocks agree."))


def backup() -> Finding:
    mark = Path(settings.BACKUP_MARK)
    if not mark.exists():
        return warning(_("No backup has left its mark yet (BACKUP_MARK)."), "manage.py backup /var/backups/mufakat")
    made = datetime.datetime.fromtimestamp(mark.stat().st_mtime, datetime.UTC)
    age = clock.now() - made
    says = _("The last backup is %d hours old.") % (age.total_seconds() // 3600)
    mend = "systemctl start mufakat-backup"
    return ok(says) if age < BACKUP_DUE else warning(says, mend) if age < BACKUP_LATE else failure(says, mend)

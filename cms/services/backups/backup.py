"""Makes a backup: the database first, then the files, so that every file that the copied rows name is there."""

import contextlib
import shutil
from pathlib import Path

from django.core.files.storage import Storage

from cms.services.backups.databases import store
from cms.services.backups.manifest import Manifest, digests, file_stores, files_in
from forum import clock

PREFIX = "mufakat-"


def make_backup(into: Path, *, keep: int = 0) -> Path:
    """The new folder below `into`. With `keep` the oldest go, until so many are left. Raises KeepingError, OSError."""
    made = clock.now()
    done = into / f"{PREFIX}{made:%Y%m%d-%H%M%S}"
    unfinished = done.with_suffix(".unfinished")
    unfinished.mkdir(parents=True, mode=0o700)
    try:
        database = store()
        rows = database.dump(unfinished / database.file)
        for name, source in file_stores().items():
            copy_files(source, unfinished / name)
        Manifest(made.isoformat(), database.file, rows, digests(unfinished)).write(unfinished)
        unfinished.rename(done)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if keep:
        for old in sorted(into.glob(f"{PREFIX}*[0-9]"))[:-keep]:
            shutil.rmtree(old)
    return done


def copy_files(source: Storage, target: Path) -> None:
    """Papers that nobody needs any more may go meanwhile: nothing in the copied rows names them."""
    target.mkdir()
    for name in files_in(source):
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError), source.open(name) as file, copy.open("wb") as written:
            shutil.copyfileobj(file, written)

"""Makes a backup: the database first, then the files, so that every file that the copied rows name is there."""

import contextlib
import shutil
from pathlib import Path

from cms.services.backups.databases import store
from cms.services.backups.manifest import Manifest, digests, folders
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
        for name, source in folders().items():
            _copy(source, unfinished / name)
        Manifest(made.isoformat(), database.file, rows, digests(unfinished)).write(unfinished)
        unfinished.rename(done)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    if keep:
        for old in sorted(into.glob(f"{PREFIX}*[0-9]"))[:-keep]:
            shutil.rmtree(old)
    return done


def _copy(source: Path, target: Path) -> None:
    """Papers that nobody needs any more may go meanwhile: nothing in the copied rows names them."""
    target.mkdir()
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                shutil.copy2(path, copy)

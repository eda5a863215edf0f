"""What a backup holds, written beside it: rows by table, head of the ledger, and the sha256 of each file."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.files.storage import Storage, storages

NAME = "manifest.json"


class KeepingError(Exception):
    """What hinders a backup or the way back, in words for the administrator."""


@dataclass(frozen=True)
class Manifest:
    made: str
    database: str
    rows: dict[str, int]
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1, sort_keys=True))


def read_manifest(folder: Path) -> Manifest:
    try:
        return Manifest(**json.loads((folder / NAME).read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise KeepingError(f"{folder} is no backup: {error}") from error


def file_stores() -> dict[str, Storage]:
    """Where files are kept, on the disk or in S3, by the name of their folder in a backup."""
    return {"media": storages["default"], "private": storages["private"]}


def files_in(store: Storage, folder: str = "") -> Iterator[str]:
    """Names of all files; of none where nothing was ever kept."""
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from files_in(store, f"{folder}{name}/")


def digests(folder: Path) -> dict[str, str]:
    """Path below the folder -> sha256, of all files but the manifest."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME)
    return {str(path.relative_to(folder)): _digest(path) for path in found}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

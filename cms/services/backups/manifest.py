"""What a backup holds, written beside it: rows by table, head of the ledger, and the sha256 of each file."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

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


def folders() -> dict[str, Path]:
    """Where files lie on this machine, by their name in a backup; none where they are kept in S3."""
    if settings.S3_BUCKET:
        return {}
    return {"media": Path(settings.MEDIA_ROOT), "private": Path(settings.STORAGES["private"]["OPTIONS"]["location"])}


def digests(folder: Path) -> dict[str, str]:
    """Path below the folder -> sha256, of all files but the manifest."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != NAME)
    return {str(path.relative_to(folder)): _digest(path) for path in found}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

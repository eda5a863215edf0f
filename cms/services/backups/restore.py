"""The way back: into an empty database and empty folders only, with everything looked at before and after."""

from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage

from cms.services.backups.databases import count_rows, require_empty, store
from cms.services.backups.manifest import KeepingError, Manifest, digests, file_stores, files_in, read_manifest


def restore_backup(source: Path) -> Manifest:
    """Raises KeepingError where the backup is not whole or it would write over something; nothing is written then."""
    manifest = read_manifest(source)
    _require_whole(source, manifest)
    database = store()
    if manifest.database != database.file:
        raise KeepingError(f"The backup holds {manifest.database}; this installation keeps a {database.file}.")
    require_empty()
    for name, target in file_stores().items():
        if any(files_in(target)):
            raise KeepingError(f"{getattr(target, 'location', name)} is not empty: move it away first ({name}).")
    database.load(source / database.file)
    for name, target in file_stores().items():
        bring_back(source / name, target)
    _require_same_rows(manifest)
    return manifest


def bring_back(source: Path, target: Storage) -> None:
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            target.save(path.relative_to(source).as_posix(), File(file))


def _require_whole(source: Path, manifest: Manifest) -> None:
    found = digests(source)
    wrong = sorted(path for path in found.keys() | manifest.files.keys() if found.get(path) != manifest.files.get(path))
    if wrong:
        raise KeepingError(f"The backup is not as it was made: {', '.join(wrong[:5])}.")


def _require_same_rows(manifest: Manifest) -> None:
    now = count_rows()
    if wrong := sorted(
        table for table in now.keys() | manifest.rows.keys() if now.get(table) != manifest.rows.get(table)
    ):
        raise KeepingError(f"Not all rows came back: {', '.join(wrong)}.")

"""Files on the disk, each whole or not there at all: a full disk or a sudden end leaves no half one under its name."""

import os
import uuid
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Written aside, flushed to the disk, and only then given its name."""

    def _save(self, name: str, content: Any) -> str:
        aside = Path(name).with_name(f".{uuid.uuid4().hex}.part").as_posix()
        try:
            super()._save(aside, content)  # type: ignore[misc]
            _flush(self.path(aside))
            name = self._named(aside, name)
        finally:
            Path(self.path(aside)).unlink(missing_ok=True)
        _flush(os.path.dirname(self.path(name)))
        return name

    def _named(self, aside: str, name: str) -> str:
        """Another name if somebody has taken this one meanwhile."""
        while True:
            try:
                os.link(self.path(aside), self.path(name))
            except FileExistsError:
                name = self.get_available_name(name)
            else:
                return name


def _flush(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

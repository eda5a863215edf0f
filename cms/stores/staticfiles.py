"""Static files as an installation sends them: our own without comments and indentation, a script and those it imports
as one file, all compressed. With DEBUG they are sent as they are written."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# A script that names nothing of another, only wants it run before.
IMPORT = re.compile(r'^import "(\.\.?/[\w/.-]+\.js)";$', re.MULTILINE)


class LightStaticFilesStorage(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths = {name: self._lightened(name, *source) for name, source in paths.items()}
        yield from super().post_process(paths, dry_run, **options)

    def _lightened(self, name: str, source: Storage, path: str) -> tuple[Storage, str]:
        """Where the file is to be read now. What others wrote is sent as they made it."""
        own = getattr(source, "location", "") in {str(folder) for folder in settings.STATICFILES_DIRS}
        if not own or not name.endswith((".js", ".css")):
            return source, path
        light = jsmin(_joined(source, path)) if name.endswith(".js") else cssmin(_text(source, path))
        self.delete(name)
        self.save(name, ContentFile(light))
        return self, name


def _text(source: Storage, path: str) -> str:
    with source.open(path) as file:
        return str(file.read().decode())


def _joined(source: Storage, path: str) -> str:
    def imported(found: re.Match[str]) -> str:
        return _joined(source, posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1])))

    return IMPORT.sub(imported, _text(source, path))

"""A copy of everything that an installation keeps, and the way back from it."""

from cms.services.keeping.backup import make_backup
from cms.services.keeping.manifest import KeepingError
from cms.services.keeping.restore import restore_backup

__all__ = ["KeepingError", "make_backup", "restore_backup"]

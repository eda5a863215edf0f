"""A copy of everything that an installation keeps, and the way back from it."""

from cms.services.backups.backup import make_backup
from cms.services.backups.manifest import KeepingError
from cms.services.backups.restore import restore_backup

__all__ = ["KeepingError", "make_backup", "restore_backup"]

"""Whether the installation is complete: what an update may have left undone."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from wagtail.models import Site

from cms.reading.health.findings import Finding, failure, ok, warning
from forum.ledger.triggers import find_faults
from forum.models.pages import address_of_site
from forum.services.logins.second_factors import count_unopened


def migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = [str(one) for one, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        return failure(_("The database is older than the program: %s.") % ", ".join(waiting), "manage.py migrate")
    return ok(_("The database fits the program."))


def triggers() -> Finding:
    if faults := find_faults(connection):
        listed = "; ".join(map(str, faults))
        return failure(_("The database does not guard the record: %s.") % listed, "manage.py restore_triggers")
    return ok(_("The database guards the record."))


def translations() -> Finding:
    if stale_catalogues():
        return failure(_("The Indonesian texts are not compiled: people read English."), "manage.py messages compile")
    return ok(_("The Indonesian texts are there."))


def stale_catalogues() -> list[Path]:
    """Whose compiled form is missing or older."""
    sources = [source for folder in settings.LOCALE_PATHS for source in Path(folder).rglob("*.po")]
    return [source for source in sources if not _is_compiled(source)]


def _is_compiled(source: Path) -> bool:
    made = source.with_suffix(".mo")
    return made.exists() and made.stat().st_mtime_ns >= source.stat().st_mtime_ns


def static_files() -> Finding:
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        return ok(_("They are served from where they are written."))
    if not staticfiles_storage.hashed_files:
        return failure(_("They were never collected: pages have no style."), "manage.py collectstatic --noinput")
    missing = [name for name in staticfiles_storage.hashed_files.values() if not staticfiles_storage.exists(name)]
    if missing:
        return failure(_("%d of them are missing.") % len(missing), "manage.py collectstatic --noinput")
    return ok(_("They are collected."))


def address() -> Finding:
    site, (host, port) = Site.objects.filter(is_default_site=True).first(), address_of_site()
    if site is None:
        return failure(_("There is no home page yet."), "manage.py setup_site")
    if (site.hostname, site.port) != (host, port):
        told = {"site": f"{site.hostname}:{site.port}", "base": f"{host}:{port}"}
        return warning(
            _("Pages believe to be at %(site)s, mails at %(base)s (BASE_URL).") % told, "manage.py setup_site"
        )
    return ok(_("Pages and mails name the same address."))


def second_factors() -> Finding:
    if count := count_unopened():
        return failure(
            _("%d of their secrets open with none of the keys: these people cannot sign in.") % count,
            "DATA_ENCRYPTION_KEY=new,old",
        )
    return ok(_("Their secrets open with the keys that are set."))


def breached_passwords() -> Finding:
    where = settings.BREACHED_PASSWORDS
    if where is None:
        return ok(_("No list of stolen passwords is set (BREACHED_PASSWORDS): only common ones are refused."))
    if not Path(where).exists():
        return failure(_("The list of stolen passwords is gone: %s.") % where, "BREACHED_PASSWORDS=")
    return ok(_("Stolen passwords are refused."))

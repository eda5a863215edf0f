"""Whether all of the site works: small checks in one list, shown by `manage.py doctor` and in the administration."""

import logging
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.reading.health import installation, machine, running
from cms.reading.health.findings import Finding, State, failure

log = logging.getLogger(__name__)
CHECKS: dict[str, Callable[[], Finding]] = {
    "migrations": installation.migrations,
    "triggers": installation.triggers,
    "translations": installation.translations,
    "static files": installation.static_files,
    "address": installation.address,
    "second factors": installation.second_factors,
    "breached passwords": installation.breached_passwords,
    "ledger": running.ledger_head,
    "clock": machine.clocks,
    "cache": running.cache_,
    "channel layer": running.channel_layer,
    "search": running.search,
    "tasks": running.tasks,
    "mail": running.mails,
    "timers": running.timers,
    "uploads": machine.uploads,
    "disk": machine.disk,
    "backup": machine.backup,
    "dump": running.public_dump,
}

TITLES = {
    "migrations": gettext_lazy("database"),
    "triggers": gettext_lazy("guard of the record"),
    "translations": gettext_lazy("translations"),
    "static files": gettext_lazy("styles and scripts"),
    "address": gettext_lazy("address of the site"),
    "second factors": gettext_lazy("second factors"),
    "breached passwords": gettext_lazy("stolen passwords"),
    "ledger": gettext_lazy("ledger"),
    "clock": gettext_lazy("clocks"),
    "cache": gettext_lazy("cache"),
    "channel layer": gettext_lazy("live pages"),
    "search": gettext_lazy("search"),
    "tasks": gettext_lazy("tasks"),
    "mail": gettext_lazy("mail"),
    "timers": gettext_lazy("timers"),
    "uploads": gettext_lazy("uploaded files"),
    "disk": gettext_lazy("room on the disk"),
    "backup": gettext_lazy("backup"),
    "dump": gettext_lazy("archive of public data"),
}


def examine() -> Iterator[tuple[str, Finding]]:
    """Each check by its name. One that stumbles has found a failure, and the others are asked all the same."""
    for name, check in CHECKS.items():
        yield name, _asked(name, check)


def _asked(name: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except Exception as error:
        log.warning("The check of %s stumbled: %s", name, type(error).__name__)
        return failure(_("This could not be checked: %s.") % f"{type(error).__name__}: {error}")


__all__ = ["CHECKS", "TITLES", "Finding", "State", "examine"]

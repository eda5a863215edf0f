"""Who acts: the login whose request in the editors' rooms is being answered.

Wagtail keeps it (`wagtail.log_actions`) for its own log, around every view of the admin.
"""

from django.db import models
from wagtail.log_actions import LogContext, get_active_log_context

from forum.ledger.chain import target_of
from forum.models.directory.people import User


def acting_user() -> User | None:
    """None where nobody's request is answered: in commands, tasks, and on the public's pages."""
    user: User | None = get_active_log_context().user
    return user


def told_by_service() -> LogContext:
    """Inside, nobody acts for the listeners: the service that does the act writes its entry itself."""
    return LogContext()


def first_time(verb: str, target: models.Model) -> bool:
    """Whether this request has not yet told this of this: one form may save its record and the rows below it."""
    context: LogContext = get_active_log_context()
    told: set[tuple[str, str]] = vars(context).setdefault("told", set())
    key = (verb, target_of(target))
    if key in told:
        return False
    told.add(key)
    return True

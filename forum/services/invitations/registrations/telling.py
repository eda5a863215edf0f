"""What the ledger says of a registration."""

from django.utils.translation import gettext as _

from forum import ledger
from forum.audiences import SECRETARIAT
from forum.models import Registration


def record(registration: Registration, verb: str) -> None:
    """The token is random, so its digest tells nothing about the person."""
    ledger.append(
        verb,
        target=registration,
        page=registration.invitation,
        by=None,
        audience=SECRETARIAT,
        actor_label=_("a participant from the public"),
        content=registration.token,
    )

"""Names, mandates and addresses beside answers go when they are of no use any more; the answers stay."""

import datetime
from collections.abc import Collection

from forum.models import AnswerLink, Delegation, PollLink


def forget_delegations(before: datetime.datetime, *, now: datetime.datetime) -> int:
    """Those of invitations that were closed before that moment."""
    known = Delegation.objects.filter(forgotten_at=None).select_related("rsvp__invitation")
    old = [one for one in known if (one.rsvp.invitation.closes_at or one.rsvp.answered_at) <= before]
    for delegation in old:
        if delegation.mandate:
            delegation.mandate.delete(save=False)
        delegation.name = delegation.position = delegation.substitute = ""
        delegation.forgotten_at = now
        delegation.save()
    links = sum(kind.objects.filter(made_at__lte=before).delete()[0] for kind in (AnswerLink, PollLink))
    return len(old) + links


def forget_links_of(addresses: Collection[str]) -> None:
    """Somebody wants what is stored about them erased."""
    AnswerLink.objects.filter(address__in=addresses).delete()
    PollLink.objects.filter(address__in=addresses).delete()

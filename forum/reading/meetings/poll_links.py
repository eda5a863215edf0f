"""Whether a link to answer a poll for a date still opens the form, and if not, why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models import PollLink
from forum.models.invitations import key_of
from forum.reading.invitations.links import standing_for


class PollHindrance(models.TextChoices):
    CLOSED = "closed", _("This poll can no longer be answered.")
    NOT_YOURS = "not_yours", _("The address that this link was sent to no longer stands for the organisation.")
    SPENT = "spent", _("This link has been used. The answer is recorded.")


def poll_link_of(token: str) -> PollLink | None:
    links = PollLink.objects.select_related("poll__meeting", "poll__chosen", "organisation")
    return links.filter(key=key_of(token)).first()


def asked_at(link: PollLink) -> list[str]:
    """Who has the poll and may answer for the organisation: none of them is answered for in silence."""
    same = PollLink.objects.filter(poll=link.poll_id, organisation=link.organisation_id).exclude(address="")
    return sorted(standing_for(link) & {address.lower() for address in same.values_list("address", flat=True)})


def hindrance_of(link: PollLink) -> PollHindrance | None:
    """Why it may not answer now; None: it may."""
    if not link.poll.is_answerable:
        return PollHindrance.CLOSED
    if link.address.lower() not in standing_for(link):
        return PollHindrance.NOT_YOURS
    return PollHindrance.SPENT if link.used_at else None

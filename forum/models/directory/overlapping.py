"""Two memberships that are one: of one person, in one office, at the same time."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from forum.models.directory.people import Membership


def require_once(membership: "Membership") -> None:
    """Twice at once it would be told twice, and one of the two would outlive the end of the other unseen.

    Raises ValidationError. What was doubled before this was refused can still be made shorter.
    """
    if not membership.start_date or not (membership._state.adding or _lasts_longer(membership)):
        return
    same = type(membership).objects.filter(
        person=membership.person_id,
        organisation=membership.organisation_id,
        post=membership.post_id,
        on_behalf_of=membership.on_behalf_of_id,
    )
    if membership.end_date:
        same = same.filter(start_date__lte=membership.end_date)
    other = same.exclude(pk=membership.pk).exclude(end_date__lt=membership.start_date).first()
    if other:
        told = {"start": date_format(other.start_date), "end": date_format(other.end_date) if other.end_date else "…"}
        raise ValidationError(
            _("This person speaks for it in the same office already, from %(start)s to %(end)s. Change that one."),
            code="twice",
            params=told,
        )


def _lasts_longer(membership: "Membership") -> bool:
    """What is only made shorter meets no other that it did not meet before."""
    stored = type(membership).objects.filter(pk=membership.pk).values_list("start_date", "end_date").first()
    if stored is None:
        return True
    start, end = stored
    later = end is not None and (membership.end_date is None or membership.end_date > end)
    return membership.start_date < start or later

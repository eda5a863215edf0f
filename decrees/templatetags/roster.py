"""Who sits in a row of a table of members, in templates."""

from typing import TYPE_CHECKING, Optional

from django import template

from decrees.drafting.member_table import Seat

if TYPE_CHECKING:
    from decrees.models import Version

register = template.Library()


@register.filter
def seat_of(version: Optional["Version"], row_id: str) -> Seat | None:
    return version.seats.get(row_id) if version else None

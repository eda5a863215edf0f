"""Who sits in a row of a table of members, in templates."""

from django import template

from decrees.drafting.member_table import MemberLink
from decrees.models import Version

register = template.Library()


@register.filter
def seat_of(version: Version | None, row_id: str) -> MemberLink | None:
    return version.member_links.get(row_id) if version else None

"""Two wordings compared, in the admin's templates."""

from django import template

from decrees.reading.threads import redlined as segments

register = template.Library()


@register.filter
def redlined(old: str, new: str) -> list[tuple[str, str]]:
    """For `decrees/segments.html`."""
    return list(segments(old, new))

"""Which parts of minutes were hidden, for everybody who reads the minutes."""

from django.db.models import QuerySet

from forum.permissions import Anyone
from minutes.models import HiddenPart, MinutesPage


def told_hidings(user: Anyone) -> QuerySet[HiddenPart]:
    """Every hiding that took a part out of sight, whatever became of it; the newest first."""
    visible = MinutesPage.objects.visible_to(user)
    found = HiddenPart.objects.filter(steps__step="confirmed", minutes__in=visible.values("pk"))
    return found.select_related("minutes").prefetch_related("steps")

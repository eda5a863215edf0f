"""Which parts of minutes were hidden, for everybody who reads the minutes."""

from django.db.models import Q, QuerySet

from forum.permissions import Anyone
from minutes.models import HiddenPart, MinutesPage


def told_hidings(user: Anyone) -> QuerySet[HiddenPart]:
    """Every hiding that took a part out of sight, whatever became of it; the newest first."""
    visible = MinutesPage.objects.visible_to(user)
    happened = Q(provisional=True) | Q(steps__step="confirmed")
    found = HiddenPart.objects.filter(happened, minutes__in=visible.values("pk")).distinct()
    return found.select_related("minutes").prefetch_related("steps")

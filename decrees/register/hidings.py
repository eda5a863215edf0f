"""The log of what was hidden: every hiding that took words out of sight, whatever became of it."""

from django.db.models import Count, F, Q, QuerySet

from decrees.models import CitizenComment, Comment, Concealment, DecreePage
from decrees.models.hiding import Why
from forum.permissions import Anyone


def told_hidings(user: Anyone) -> QuerySet[Concealment]:
    """The newest first, as far as the reader may read the comment."""
    happened = Q(provisional=True) | Q(steps__step="confirmed")
    found = Concealment.objects.filter(happened, comment__in=Comment.objects.visible_to(user).values("pk")).distinct()
    return _with_subjects(found)


def not_published(user: Anyone) -> list[tuple[str, int]]:
    """Why comments of citizens were not published, and how many for each reason, on drafts that the reader may see."""
    refused = CitizenComment.objects.refused().filter(citizen__decree__in=DecreePage.objects.visible_to(user))
    counted = refused.annotate(why=F("reason")).order_by("why").values_list("why").annotate(n=Count("pk"))
    return [(str(Why(why).label), n) for why, n in counted]


def hidings_of(decree: DecreePage) -> QuerySet[Concealment]:
    """For the desk: also those that are only proposed, and those that were refused."""
    return _with_subjects(Concealment.objects.filter(comment__version__decree=decree))


def _with_subjects(hidings: QuerySet[Concealment]) -> QuerySet[Concealment]:
    related = hidings.select_related("comment__version__decree", "comment__organisation")
    return related.defer("comment__version__tree").prefetch_related("steps").order_by("-pk")

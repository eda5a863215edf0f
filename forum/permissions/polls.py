"""May X know of a poll for a date, and answer for an organisation."""

from django.db.models import Q, QuerySet

from forum.models import DatePoll, Organisation
from forum.models.access import Anyone, is_secretariat, organisations_of


def organisations_polled(user: Anyone, poll: DatePoll) -> QuerySet[Organisation]:
    """For whom one may answer it: one's own that are asked."""
    mine = [organisation.pk for organisation in organisations_of(user)]
    return Organisation.objects.filter(polls__poll=poll, pk__in=mine)


def visible_polls(user: Anyone) -> QuerySet[DatePoll]:
    """Nobody learns of one but the secretariat and those who are asked."""
    condition = Q() if is_secretariat(user) else Q(polled__organisation__in=organisations_of(user))
    return DatePoll.objects.filter(condition).distinct()

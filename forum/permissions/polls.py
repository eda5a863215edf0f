"""May X answer a poll for a date for an organisation."""

from django.db.models import QuerySet

from forum.models import DatePoll, Organisation
from forum.models.access import Anyone, organisations_of


def organisations_polled(user: Anyone, poll: DatePoll) -> QuerySet[Organisation]:
    """For whom one may answer it: one's own that are asked."""
    mine = [organisation.pk for organisation in organisations_of(user)]
    return Organisation.objects.filter(polls__poll=poll, pk__in=mine)

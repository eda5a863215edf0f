"""May X answer a poll for a date for an organisation, or record what it told."""

from django.db.models import QuerySet

from forum.models import DatePoll, Organisation
from forum.models.access import Anyone, is_secretariat, organisations_of


def organisations_polled(user: Anyone, poll: DatePoll) -> QuerySet[Organisation]:
    """For whom one may answer it: one's own that are asked."""
    mine = [organisation.pk for organisation in organisations_of(user)]
    return Organisation.objects.filter(polls__poll=poll, pk__in=mine)


def can_record_poll_reply(user: Anyone, poll: DatePoll, organisation: Organisation) -> bool:
    return is_secretariat(user) and poll.polled.filter(organisation=organisation).exists()

"""Who is asked for a date is told where to answer. What was stopped goes on behind the organisations that were told."""

import hashlib

from forum import clock
from forum.documents.spelling import span
from forum.models import DatePoll, SentMail
from forum.models.pages import absolute_reverse
from forum.reading.invitations.deliveries import recipients_of
from forum.services import mail


def ask(poll_id: int) -> None:
    """Raises NotSentError, when all were tried, if some of it was not taken."""
    poll = DatePoll.objects.select_related("meeting").get(pk=poll_id)
    if not poll.is_answerable:
        return
    left = list(poll.polled.filter(told_at=None).select_related("organisation"))
    reached = recipients_of([one.organisation for one in left])
    failures: dict[str, mail.Failure | None] = {}
    for one in left:
        addresses = reached[one.organisation_id].addresses
        for address in addresses:
            if address not in failures:
                failures[address] = _ask(poll, address)
        if addresses and not any(failures[address] for address in addresses):
            one.told_at = clock.now()
            one.save(update_fields=["told_at"])
    if failed := [failure for failure in failures.values() if failure]:
        raise mail.NotSentError(*failed)


def _ask(poll: DatePoll, address: str) -> mail.Failure | None:
    """None if the mail server took it. Two of one poll to one address are the same mail to mail programs."""
    same = hashlib.sha256(address.encode()).hexdigest()[:16]
    context = {
        "poll": poll,
        "slots": [span(slot.starts_at, slot.ends_at) for slot in poll.slots.all()],
        "url": absolute_reverse("forum:poll", poll.pk),
    }
    try:
        about = mail.About(SentMail.Kind.POLL, poll.meeting)
        mail.send("meetings/poll", to=address, context=context, about=about, same=f"poll.{poll.pk}.{same}")
    except mail.NotSentError as error:
        return error.failures[0]
    return None

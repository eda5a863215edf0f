"""Who is asked for a date is told where to answer, and is reminded a day before the end.

What was stopped goes on behind the organisations that were told.
"""

import contextlib
import datetime
import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.db.models import F
from django.utils.translation import override

from forum import clock
from forum.documents.spelling import span
from forum.models import DatePoll, Organisation, PolledOrganisation, PollLink, PollReply, SentMail
from forum.models.invitations import key_of, new_link
from forum.models.pages import absolute_reverse
from forum.reading.invitations.deliveries import recipients_of
from forum.services import mail

REMINDED_BEFORE = datetime.timedelta(days=1)
# Of a poll that is shorter nobody is reminded: they were asked a moment ago.
SHORTEST = 2 * REMINDED_BEFORE


def polls_to_remind_of() -> list[DatePoll]:
    """In their last day, with somebody who was not reminded."""
    now = clock.now()
    last_day = DatePoll.objects.filter(closed_at=None, closes_at__gt=now, closes_at__lte=now + REMINDED_BEFORE)
    long_enough = last_day.filter(opened_at__lte=F("closes_at") - SHORTEST)
    return [poll for poll in long_enough if _silent(poll)]


def ask(poll_id: int) -> None:
    """Raises NotSentError, when all were tried, if some of it was not taken."""
    poll = DatePoll.objects.select_related("meeting").get(pk=poll_id)
    if poll.is_answerable:
        _write(poll, list(poll.polled.filter(told_at=None).select_related("organisation")), note="told_at")


def remind(poll_id: int) -> None:
    """Those that have not answered. Raises NotSentError, when all were tried, if some of it was not taken."""
    poll = DatePoll.objects.select_related("meeting").get(pk=poll_id)
    if poll.is_answerable:
        _write(poll, _silent(poll), note="reminded_at")


def _silent(poll: DatePoll) -> list[PolledOrganisation]:
    answered = poll.replies.values("organisation")
    left = poll.polled.filter(reminded_at=None).exclude(organisation__in=answered)
    return list(left.select_related("organisation"))


def _write(poll: DatePoll, left: list[PolledOrganisation], *, note: str) -> None:
    reached = recipients_of([one.organisation for one in left])
    asked: dict[str, list[Organisation]] = {}
    for one in left:
        for address in reached[one.organisation_id].addresses:
            asked.setdefault(address, []).append(one.organisation)
    failures: dict[str, mail.Failure | None] = {}
    for one in left:
        addresses = reached[one.organisation_id].addresses
        for address in addresses:
            if address not in failures:
                failures[address] = _mail(poll, address, asked[address], note)
        if addresses and not any(failures[address] for address in addresses):
            PolledOrganisation.objects.filter(pk=one.pk).update(**{note: clock.now()})
    if failed := [failure for failure in failures.values() if failure]:
        raise mail.NotSentError(*failed)


def _mail(poll: DatePoll, address: str, organisations: list[Organisation], note: str) -> mail.Failure | None:
    """None if the mail server took it. Two of one poll to one address are the same mail to mail programs."""
    same = f"poll.{poll.pk}.{note}.{hashlib.sha256(address.encode()).hexdigest()[:16]}"
    context = {
        "poll": poll,
        "slots": [span(slot.starts_at, slot.ends_at) for slot in poll.slots.all()],
        "url": absolute_reverse("forum:poll", poll.pk),
        "reminds": note == "reminded_at",
    }
    about = mail.About(SentMail.Kind.POLL, poll.meeting, organisations[0].pk)
    try:
        with links_in_mail(poll, organisations, address) as links:
            mail.send("meetings/poll", to=address, context={**context, "links": links}, about=about, same=same)
    except mail.NotSentError as error:
        return error.failures[0]
    return None


def send_receipt(reply: PollReply, address: str) -> None:
    """An answer by a link, told to one of those who are asked for the organisation, with a link to answer again. No
    word that was typed is repeated: whoever used the link may be a stranger. Raises NotSentError."""
    poll, organisation = reply.poll, reply.organisation
    again = [organisation] if poll.is_answerable else []
    about = mail.About(SentMail.Kind.POLL, poll.meeting, organisation.pk)
    with override(settings.LANGUAGE_CODE), links_in_mail(poll, again, address) as links:
        said = [(span(one.starts_at, one.ends_at), reply.said_of(one)) for one in poll.slots.all()]
        context = {"poll": poll, "organisation": organisation, "said": said, "links": links}
        mail.send("meetings/poll_answered", to=address, context=context, about=about)


@contextlib.contextmanager
def links_in_mail(poll: DatePoll, organisations: list[Organisation], address: str) -> Iterator[list[dict[str, object]]]:
    """One for each of the organisations. A mail that was not taken leaves none behind."""
    tokens = {organisation: new_link() for organisation in organisations}
    made = PollLink.objects.bulk_create(
        PollLink(poll=poll, organisation=one, address=address.lower(), key=key_of(token))
        for one, token in tokens.items()
    )
    try:
        yield [
            {"organisation": one, "url": absolute_reverse("forum:poll-link", token)} for one, token in tokens.items()
        ]
    except mail.NotSentError:
        PollLink.objects.filter(pk__in=[one.pk for one in made]).delete()
        raise

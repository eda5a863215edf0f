"""Who is asked for a date says which suit: on the site, by the link of a mail, or by telling the secretariat."""

from collections.abc import Mapping
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, events, ledger, permissions
from forum.audiences import SECRETARIAT
from forum.models import DatePoll, Organisation, PollLink, PollReply, ReplyWay, User
from forum.models.typed import clean_line
from forum.reading.meetings.poll_links import asked_at, hindrance_of
from forum.services import tasks


@transaction.atomic
def answer_poll(
    poll: DatePoll, *, organisation: Organisation, answers: Mapping[int, str], note: str = "", by: User
) -> PollReply:
    """What suits an organisation, by key of the slot; a later reply is added to the earlier ones, and counts.

    Raises ValidationError when it is too late, or a slot has no answer.
    """
    permissions.require(permissions.organisations_polled(by, poll).filter(pk=organisation.pk).exists())
    reply = _added(poll, organisation, answers, note, by)
    _tell(reply, by=by)
    return reply


@transaction.atomic
def record_poll_reply(
    poll: DatePoll, *, organisation: Organisation, answers: Mapping[int, str], note: str = "", way: str, by: User
) -> PollReply:
    """The secretariat records what an organisation that is asked told it. The entry says who recorded it, and the `way`
    it came (`ReplyWay.Way`)."""
    permissions.require(permissions.can_record_poll_reply(by, poll, organisation))
    reply = _added(poll, organisation, answers, note, by)
    ReplyWay.objects.create(reply=reply, way=ReplyWay.Way(way))
    _tell(reply, by=by, way=way)
    return reply


@transaction.atomic
def answer_poll_by_link(link: PollLink, *, answers: Mapping[int, str], note: str = "") -> PollReply:
    """Whoever has the link answers for the organisation, once; all who are asked for it are told. Raises
    ValidationError with the `PollHindrance` as its code. Of two who use it at once, one waits for the other and finds
    it spent."""
    rows = PollLink.objects.select_for_update(of=("self",)).select_related("poll", "organisation")
    link = rows.get(pk=link.pk)
    if hindrance := hindrance_of(link):
        raise ValidationError(hindrance.label, code=hindrance.value)
    reply = _added(link.poll, link.organisation, answers, note, None)
    ReplyWay.objects.create(reply=reply, way=ReplyWay.Way.LINK)
    same = PollLink.objects.filter(poll=link.poll_id, organisation=link.organisation_id, address=link.address)
    same.filter(used_at=None).update(used_at=clock.now())
    for address in asked_at(link):
        transaction.on_commit(partial(tasks.mail_poll_receipt.enqueue, reply.pk, address))
    _tell(reply, by=None, actor_label=link.organisation.label, way=ReplyWay.Way.LINK.value)
    return reply


def _added(
    poll: DatePoll, organisation: Organisation, answers: Mapping[int, str], note: str, by: User | None
) -> PollReply:
    current = DatePoll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if not current.is_answerable:
        raise ValidationError(_("This poll can no longer be answered."), code="closed")
    slots = set(current.slots.values_list("pk", flat=True))
    if set(answers) != slots or not set(answers.values()) <= set(PollReply.Answer.values):
        raise ValidationError(_("Answer each of the dates."), code="answers")
    said = {str(key): str(value) for key, value in sorted(answers.items())}
    reply = PollReply(poll=current, organisation=organisation, answers=said, note=clean_line(note), answered_by=by)
    reply.full_clean(exclude=["answered_by"])
    reply.save()
    return reply


def _tell(reply: PollReply, *, by: User | None, actor_label: str = "", way: str = "") -> None:
    ledger.append(
        events.POLL_ANSWERED,
        target=reply,
        page=reply.poll.meeting,
        by=by,
        actor_label=actor_label,
        audience=SECRETARIAT,
        content=[reply.organisation_id, reply.answers, reply.note],
        data={"organisation": reply.organisation.label, **({"way": way} if way else {})},
    )

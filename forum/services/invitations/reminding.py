"""Reminders go out, once to each address; what was stopped goes on behind whom it has reached."""

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from forum import clock, events, ledger, permissions
from forum.models import InvitationPage, MeetingPage, Organisation, Reminder, Rsvp, SentReminder
from forum.models.invitations import Party
from forum.models.invitations.mails import SentMail
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.concerned import Concerned
from forum.reading.invitations.reminders import due_reminders, recipients_of_reminder
from forum.reading.invitations.sent.materials import missing_of
from forum.reading.meetings.online import online_for_guest
from forum.services import mail
from forum.services.invitations.answers.mailed import links_in_mail, own_page
from forum.services.invitations.letters import GIVEN_UP_AFTER


def remind(invitation_id: int) -> None:
    """All to whom a reminder is due now. Raises NotSentError, when all is recorded, if some of it was not taken."""
    invitation = InvitationPage.objects.filter(pk=invitation_id).first()
    meeting = invitation and invitation.meeting
    if not invitation or not meeting:
        return
    failures: list[mail.Failure] = []
    for reminder in due_reminders(invitation):
        for one in recipients_of_reminder(reminder, meeting):
            failures += _remind(reminder, meeting, one, failures)
    _record(invitation)
    if failures:
        raise mail.NotSentError(*failures)


def _remind(
    reminder: Reminder, meeting: MeetingPage, one: Concerned, failures: list[mail.Failure]
) -> list[mail.Failure]:
    """Where the mail server itself is away, nobody else waits for it to answer."""
    if away := next((failure for failure in failures if failure.is_of_server), None):
        return [away.of(one.address)]
    with _begun(reminder, meeting, one) as sent:
        if sent is None:
            return []
        try:
            _send(reminder, meeting, one)
        except mail.NotSentError as error:
            SentReminder.objects.filter(pk=sent.pk).update(refused=error.is_final)
            return list(error.failures)
        SentReminder.objects.filter(pk=sent.pk).update(sent_at=clock.now())
    return []


@contextlib.contextmanager
def _begun(reminder: Reminder, meeting: MeetingPage, one: Concerned) -> Iterator[SentReminder | None]:
    """None: it was sent, it was refused, or another process is at it."""
    now = clock.now()
    sent, is_new = SentReminder.objects.get_or_create(
        invitation=reminder.invitation,
        to=reminder.to,
        days_before=reminder.days_before,
        day=timezone.localdate(meeting.starts_at),
        address=one.address,
        defaults={"begun_at": now, "organisations": list(one.organisations)},
    )
    row = SentReminder.objects.filter(pk=sent.pk, sent_at=None, refused=False)
    free = Q(begun_at=None) | Q(begun_at__lt=now - GIVEN_UP_AFTER)
    if not is_new and not row.filter(free).update(begun_at=now):
        yield None
        return
    try:
        yield sent
    finally:
        SentReminder.objects.filter(pk=sent.pk).update(begun_at=None)


def _send(reminder: Reminder, meeting: MeetingPage, one: Concerned) -> None:
    invitation = reminder.invitation
    silent = reminder.to == Reminder.To.SILENT
    cancel = absolute_reverse("forum:registration-cancel", one.registration.token) if one.registration else ""
    may_know = one.is_invited or permissions.can_public_know(meeting)
    answering: list[Party] = list(Organisation.objects.filter(pk__in=one.silent_for if silent else one.organisations))
    alone = [one.person] if one.person and not one.organisations else []
    context = {
        "invitation": invitation,
        "meeting": meeting if may_know else None,
        "online": online_for_guest(meeting),
        "text": reminder.text,
        "waits": silent,
        "silent": [str(each) for each in answering] if silent else [],
        "is_person": bool(alone),
        "missing": missing_of(invitation, _bringing(one)),
        "cancel_url": "" if one.is_invited else cancel,
        "url": absolute_url(invitation),
    }
    about = mail.About(SentMail.Kind.REMINDER, invitation, next(iter(one.organisations), None))
    with override(settings.LANGUAGE_CODE), links_in_mail(invitation, [*answering, *alone], one.address) as links:
        page = own_page(invitation, links) if alone else absolute_url(invitation) if one.is_invited else cancel
        context |= {"links": links, "link_page": page}
        mail.send("meetings/reminder", to=one.address, context=context, about=about)


def _bringing(one: Concerned) -> list[Party]:
    if one.answer == Rsvp.Answer.NO:
        return []
    alone = [one.person] if one.person and one.is_alone else []
    return [*Organisation.objects.filter(pk__in=one.organisations), *alone]


@transaction.atomic
def _record(invitation: InvitationPage) -> None:
    """One entry for all that was sent since the last."""
    waiting = SentReminder.objects.select_for_update().filter(invitation=invitation, is_recorded=False)
    fresh = list(waiting.filter(sent_at__isnull=False))
    if not fresh:
        return
    ledger.append(
        events.INVITATION_REMINDED,
        target=invitation,
        page=invitation,
        by=None,
        audience=invitation.ledger_audience,
        data={
            "organisations": sorted({key for one in fresh for key in one.organisations}),
            "people": len(fresh),
        },
    )
    SentReminder.objects.filter(pk__in=[one.pk for one in fresh]).update(is_recorded=True)

"""What a mail about a change says, in the language of the office: no word of strangers, nothing about other people."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from forum import permissions
from forum.documents.invitations import calendar
from forum.documents.spelling import when_of
from forum.models import EntryReason, InvitationPage, MeetingFacts, MeetingPage, Organisation, RecordedPage, Rsvp
from forum.models.invitations import Party
from forum.models.invitations.mails import SentMail
from forum.models.meetings.agenda.differences import PUBLIC
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.agenda.changes import sentences
from forum.reading.concerned import Concerned, has_own_letter
from forum.reading.meetings.online import online_for_guest
from forum.services import mail
from forum.services.invitations.answers.mailed import links_in_mail, own_page


class Change(NamedTuple):
    label: str
    before: str
    after: str


def send_meeting(
    to: Concerned, meeting: MeetingPage, before: MeetingFacts, now: MeetingFacts, *, message_id: str
) -> None:
    """Who registered for a meeting that is not for everybody is told that it changed, and not what it is."""
    may_know = to.is_invited or permissions.can_public_know(meeting)
    answer = to.answer or (Rsvp.Answer.YES.value if to.has_place else "")
    waits = bool(to.registration) and not (to.has_place or to.is_invited)
    link_page, alone = _own_page(to) or absolute_url(to.invitation), to.is_alone
    file = (
        calendar.mailed(
            to.invitation, to=to.address, comes=answer, link_page=link_page, asks=to.is_invited, alone=alone
        )
        if may_know and not waits
        else None
    )
    is_postponed = now.status == MeetingPage.Status.POSTPONED
    with override(settings.LANGUAGE_CODE):
        context = {
            "title": now.title if may_know else to.invitation.title,
            "headline": headline(before, now),
            "changes": changes(before, now) if may_know else [],
            "labels": list(dict.fromkeys(change.label for change in changes(before, now))),
            "also": also(before, now) if may_know else [],
            "agenda": agenda(before, now, is_invited=to.is_invited) if may_know else [],
            "reason": reason_of(meeting) if may_know else "",
            "now": now if may_know and now.is_held and not is_postponed else None,
            "is_held": now.is_held,
            "is_postponed": is_postponed,
            "online": online_for_guest(meeting) if may_know else None,
            "waits": waits,
            **_what_to_do(to),
        }
        about = mail.About(_kind(now), meeting, next(iter(to.organisations), None))
        with links_in_mail(to.invitation, _who_answers(to, before, now), to.address) as links:
            context |= {"links": links, "link_page": own_page(to.invitation, links) if alone else link_page}
            mail.send("meetings/changed", to=to.address, context=context, calendar=file, about=about, same=message_id)


def _who_answers(to: Concerned, before: MeetingFacts, now: MeetingFacts) -> list[Party]:
    """For whom this address has an answer to give: none was given, it was not sure, or it was for another date."""
    if not now.is_held or now.status == MeetingPage.Status.POSTPONED:
        return []
    keys = to.organisations if _has_moved(before, now) else to.silent_for
    alone = [to.person] if to.person and to.is_alone and (to.is_silent or _has_moved(before, now)) else []
    return [*Organisation.objects.filter(pk__in=keys), *alone]


def _has_moved(before: MeetingFacts, now: MeetingFacts) -> bool:
    return (now.begins, now.ends, now.unusual_time) != (before.begins, before.ends, before.unusual_time)


def send_recall(
    invitation: InvitationPage, to: str, organisations: Collection[int], *, valid: bool, message_id: str
) -> None:
    """An invitation no longer holds for this address; or `valid`, again. Whoever only waits for a place was never
    sent the date, so there is none to cancel (RFC 5546, 3.2.5)."""
    meeting, is_alone = invitation.meeting, has_own_letter(invitation, to)
    may_know = bool(organisations) or is_alone or meeting is None or permissions.can_public_know(meeting)
    is_alone = is_alone and not organisations
    asks = bool(organisations) or is_alone
    gets_date = may_know and (asks or not _only_waits(invitation, to))
    file = calendar.mailed(invitation, to=to, recalled=not valid, asks=asks, alone=is_alone) if gets_date else None
    with override(settings.LANGUAGE_CODE):
        context = {
            "invitation": invitation,
            "organisations": [one.name for one in Organisation.objects.filter(pk__in=organisations)],
            "is_valid": valid,
            "reason": "" if valid else reason_of(invitation),
            "when": when_of(meeting) if may_know and meeting else "",
            "url": "" if is_alone and not invitation.is_open else absolute_url(invitation),
        }
        kind = SentMail.Kind.CHANGE if valid else SentMail.Kind.RECALL
        about = mail.About(kind, invitation, next(iter(organisations), None))
        mail.send("meetings/recalled", to=to, context=context, calendar=file, about=about, same=message_id)


def _only_waits(invitation: InvitationPage, address: str) -> bool:
    asked = invitation.registrations.filter(email__iexact=address).first()
    return asked is not None and asked.is_waiting


def _kind(now: MeetingFacts) -> SentMail.Kind:
    return SentMail.Kind.CHANGE if now.is_held else SentMail.Kind.RECALL


def _what_to_do(to: Concerned) -> dict[str, Any]:
    invitation = to.invitation
    return {
        "invitation": invitation,
        "answer": Rsvp.Answer(to.answer).label if to.answer else "",
        "declined": to.answer == Rsvp.Answer.NO,
        "cancel_url": _own_page(to),
        "is_person": to.is_alone,
        "can_answer": not invitation.is_closed,
        "url": absolute_url(invitation),
    }


def _own_page(to: Concerned) -> str:
    """Of whoever was registered, and speaks for nobody."""
    if to.is_invited or to.registration is None:
        return ""
    return absolute_reverse("forum:registration-cancel", to.registration.token)


def headline(before: MeetingFacts, now: MeetingFacts) -> str:
    """What happened, as the subject says it."""
    status = MeetingPage.Status
    if now.status != before.status:
        return {
            status.CANCELLED.value: _("Meeting cancelled"),
            status.POSTPONED.value: _("Meeting postponed"),
            status.SCHEDULED.value: _("Meeting is held"),
            status.TENTATIVE.value: _("Date no longer certain"),
        }.get(now.status, _("Meeting withdrawn"))
    return _("Meeting moved") if _has_moved(before, now) else _("Meeting changed")


def changes(before: MeetingFacts, now: MeetingFacts) -> list[Change]:
    told = [
        Change(_("Status"), _status(before), _status(now)),
        Change(_("Day and time"), when_of(before), when_of(now)),
        Change(_("Place"), before.place, now.place),
    ]
    told = [change for change in told if change.before != change.after]
    return told if before.online_url == now.online_url else [*told, _new_link(before, now)]


def _new_link(before: MeetingFacts, now: MeetingFacts) -> Change:
    """The link itself is in no mail before it is due."""
    was, other = _("the link of before"), _("another link")
    return Change(_("Link for taking part online"), was if before.online_url else "–", other if now.online_url else "–")


def also(before: MeetingFacts, now: MeetingFacts) -> list[str]:
    """What alone would not be told."""
    told = {_("title"): (before.title, now.title), _("agenda"): (0, len(before.agenda_changes(now)))}
    return [label for label, (old, new) in told.items() if old != new]


def agenda(before: MeetingFacts, now: MeetingFacts, *, is_invited: bool) -> list[str]:
    """Papers that are not for everybody are named to those invited only."""
    told = before.agenda_changes(now)
    return sentences(one for one in told if is_invited or one.audience == PUBLIC)


def reason_of(page: RecordedPage) -> str:
    """Why it is called off or withdrawn, in the words of whoever did it."""
    if page.withdrawal:
        return EntryReason.objects.filter(pk=page.withdrawal.pk).values_list("text", flat=True).first() or ""
    return page.status_reason if isinstance(page, MeetingPage) and page.is_unusual else ""


def _status(facts: MeetingFacts) -> str:
    labels = dict(MeetingPage.Status.choices)
    return str(labels.get(facts.status, _("no longer announced")))

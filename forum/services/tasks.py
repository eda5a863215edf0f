"""What is done after the answer: fetch, call, no decisions."""

import json

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django_tasks import task

from forum import clock, events, permissions
from forum.documents.invitations import calendar
from forum.ledger import heads
from forum.models import (
    AgendaProposal,
    AnswerLink,
    InvitationPage,
    Organisation,
    Person,
    PollReply,
    Registration,
    Rsvp,
    SignedHead,
    User,
    Witness,
)
from forum.models.invitations.mails import SentMail
from forum.models.memory.commits import once_after_commit
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.attendance.codes import code_for
from forum.reading.invitations.letter import letter_of
from forum.reading.invitations.places import places_of, position_of
from forum.reading.meetings.online import online_for_guest
from forum.services import mail
from forum.services.invitations import letters, reminding
from forum.services.invitations.answers import receipts
from forum.services.meetings import notices, telling
from forum.services.meetings.polls import asking


@task()
def send_letters(invitation_id: int, user_id: int | None) -> None:
    """All to whom the invitation is due get the letter and the date."""
    invitation = InvitationPage.objects.get(pk=invitation_id)
    letters.deliver(invitation, by=User.objects.filter(pk=user_id).first() if user_id else None)


@task()
def send_overdue_letters() -> None:
    """Somebody got a login, a membership or an address: what was due to them goes out now."""
    failures: list[mail.Failure] = []
    for invitation in InvitationPage.objects.live().filter(invitees__isnull=False).distinct():
        try:
            letters.deliver(invitation, by=None)
        except mail.NotSentError as error:
            failures += error.failures
    if failures:
        raise mail.NotSentError(*failures)


def send_letters_due() -> None:
    """After the commit, and once for a transaction that saves many records."""
    once_after_commit(send_overdue_letters.enqueue)


@task()
def mail_invitation(invitation_id: int, organisation_id: int, user_id: int) -> None:
    """One letter to one person, as it was queued before letters were sent together."""
    invitation, organisation = (
        InvitationPage.objects.get(pk=invitation_id),
        Organisation.objects.get(pk=organisation_id),
    )
    if failure := letters.send_letter(invitation, [organisation], User.objects.get(pk=user_id).email):
        raise mail.NotSentError(failure)


@task()
def mail_registration(registration_id: int) -> None:
    """The link that takes the place, with no word of whoever asked for it; the date, once it is taken."""
    registration = Registration.objects.select_related("invitation").get(pk=registration_id)
    if registration.confirmed_at is None:
        url = absolute_reverse("forum:registration-confirm", registration.token)
        context = {"invitation": registration.invitation, "registration": registration, "url": url}
        if registration.state == Registration.State.ASKED:
            context["waits"] = places_of(registration.invitation).are_taken_for(registration.seat)
            about = mail.About(SentMail.Kind.REGISTRATION, registration.invitation)
            mail.send("registrations/asked", to=registration.email, context=context, about=about)
        return
    _mail_place(registration)


@task()
def mail_waiting(registration_id: int) -> None:
    """Where somebody stands on the waiting list; nothing to whoever has moved up meanwhile, or gone."""
    registration = Registration.objects.select_related("invitation").get(pk=registration_id)
    if registration.is_waiting:
        context = {
            "invitation": registration.invitation,
            "registration": registration,
            "position": position_of(registration),
            "url": absolute_url(registration.invitation),
            "cancel_url": absolute_reverse("forum:registration-cancel", registration.token),
        }
        mail.send("registrations/waiting", to=registration.email, context=context)


@task()
def mail_moved_up(registration_id: int) -> None:
    """The place that has become free; nothing to whoever has given it back meanwhile."""
    registration = Registration.objects.select_related("invitation").get(pk=registration_id)
    if registration.state == Registration.State.CONFIRMED:
        _mail_place(registration, has_moved_up=True)


def _mail_place(registration: Registration, *, has_moved_up: bool = False) -> None:
    """The date, and the way to give the place back."""
    told = permissions.can_know_meeting(AnonymousUser(), registration.invitation)
    letter = letter_of(registration.invitation, with_meeting=told)
    own_page = absolute_reverse("forum:registration-cancel", registration.token)
    context = {
        **letter,
        "registration": registration,
        "has_moved_up": has_moved_up,
        "url": absolute_url(registration.invitation),
        "code": code_for(registration),
        "cancel_url": own_page,
        "link_page": own_page,
        "online": online_for_guest(letter["meeting"]) if letter["meeting"] else None,
    }
    address, comes = registration.email, Rsvp.Answer.YES
    file = calendar.mailed(registration.invitation, to=address, comes=comes, link_page=own_page) if told else None
    about = mail.About(SentMail.Kind.RECEIPT, registration.invitation)
    mail.send("registrations/confirmed", to=address, context=context, calendar=file, about=about)
    notices.forget(registration.invitation, address)


@task()
def tell_changes(page_id: int) -> None:
    """What has changed in a meeting, or that an invitation no longer holds."""
    telling.tell(page_id)


@task()
def mail_poll(poll_id: int) -> None:
    """Who is asked for a date learns where to answer."""
    asking.ask(poll_id)


@task()
def remind_of_poll(poll_id: int) -> None:
    """Who has not answered yet learns that it ends tomorrow."""
    asking.remind(poll_id)


@task()
def mail_poll_receipt(reply_id: int, address: str) -> None:
    """An answer to a poll by a link, told to one of those who are asked for the organisation."""
    asking.send_receipt(PollReply.objects.select_related("poll__meeting", "organisation").get(pk=reply_id), address)


@task()
def mail_answer_receipt(rsvp_id: int, address: str) -> None:
    """An answer by a link, told to one of those who have the same invitation."""
    receipts.send_receipt(Rsvp.objects.select_related("link__invitation").get(pk=rsvp_id), address)


@task()
def mail_answer_link(link_id: int) -> None:
    """A new link, to where the old one went."""
    receipts.send_new_link(AnswerLink.objects.select_related("invitation", "organisation").get(pk=link_id))


@task()
def send_reminders(invitation_id: int) -> None:
    reminding.remind(invitation_id)


@task()
def mail_proposal(proposal_id: int, address: str) -> None:
    """What became of what an organisation proposed."""
    proposal = AgendaProposal.objects.select_related("meeting", "organisation", "deferred_to").get(pk=proposal_id)
    url = absolute_reverse("forum:agenda-proposals", proposal.meeting_id)
    mail.send("meetings/proposal", to=address, context={"proposal": proposal, "url": url})


@task()
def mail_signed_head(seq: int, witness_id: int) -> None:
    """What a witness keeps, as a file."""
    head, witness = SignedHead.objects.get(pk=seq), Witness.objects.get(pk=witness_id)
    file = json.dumps(heads.head_file(head), ensure_ascii=False, indent=1)
    context = {"head": head, "witness": witness, "url": absolute_reverse("forum:head", seq)}
    attachment = (f"kepala-{seq}.json", file, "application/json")
    mail.send("signed_head", to=witness.email, context=context, attachment=attachment)


@task()
def mail_login(person_id: int) -> None:
    person = Person.objects.select_related("user").get(pk=person_id)
    if person.user:
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        context = {"person": person, "url": password_url(person.user), "days": days}
        mail.send("logins/login_created", to=person.user.email, context=context)


@task()
def mail_address_changed(address: str, user_id: int) -> None:
    mail.send("logins/address_changed", to=address, context={"login": User.objects.get(pk=user_id)})


@task()
def mail_second_factor_reset(user_id: int) -> None:
    mail.send("logins/second_factor_reset", to=User.objects.get(pk=user_id).email, context={})


@task()
def mail_membership(address: str, membership_id: int, news: dict[str, str]) -> None:
    """Somebody begins or ends to speak for an organisation: its other people hear of it."""
    started = news["verb"] == events.MEMBERSHIP_STARTED
    url = absolute_reverse("forum:membership-admit", membership_id)
    mail.send("membership", to=address, context={**news, "started": started, "url": url})


@task()
def mail_erased(address: str) -> None:
    mail.send("data_erased", to=address, context={})


@task()
def mail_account(to: str, seal: str, until: float | None = None) -> None:
    """What somebody needs to sign in; of no use after `until` (seconds since 1970). To nobody if `to` is empty."""
    if not to:
        return
    message = mail.opened(seal)
    if message is None or (until and clock.now().timestamp() > until):
        raise mail.NotSentError(mail.Failure(to, str(message.subject) if message else "", mail.Problem.TOO_LATE))
    mail.hand_over(message)


def password_url(user: User) -> str:
    """The key of a forgotten password, made when the mail is written and never stored: whoever has it may set one."""
    key = default_token_generator.make_token(user)
    return absolute_reverse("account_reset_password_from_key", user_pk_to_url_str(user), key)

"""What is done after the answer: fetch, call, no decisions."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django_tasks import task

from forum.documents.calendar import of_invitation
from forum.models import InvitationPage, Organisation, Person, Registration, User
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.invitations import letter_of
from forum.services import mail


@task()
def mail_invitation(invitation_id: int, organisation_id: int, user_id: int) -> None:
    """One person who speaks for an invited organisation gets the letter and the date."""
    invitation = InvitationPage.objects.get(pk=invitation_id)
    context = {
        **letter_of(invitation),
        "organisation": Organisation.objects.get(pk=organisation_id),
        "url": absolute_url(invitation),
    }
    mail.send("invitation", to=User.objects.get(pk=user_id).email, context=context, calendar=of_invitation(invitation))


@task()
def mail_registration(registration_id: int) -> None:
    registration = Registration.objects.select_related("invitation").get(pk=registration_id)
    context = {
        **letter_of(registration.invitation),
        "registration": registration,
        "url": absolute_url(registration.invitation),
        "cancel_url": absolute_reverse("forum:registration-cancel", registration.token),
    }
    mail.send(
        "registration_confirmed",
        to=registration.email,
        context=context,
        calendar=of_invitation(registration.invitation),
    )


@task()
def mail_login(person_id: int) -> None:
    person = Person.objects.select_related("user").get(pk=person_id)
    if person.user:
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        context = {"person": person, "url": password_url(person.user), "days": days}
        mail.send("login_created", to=person.user.email, context=context)


def password_url(user: User) -> str:
    """The key of a forgotten password, made when the mail is written and never stored: whoever has it may set one."""
    key = default_token_generator.make_token(user)
    return absolute_reverse("account_reset_password_from_key", user_pk_to_url_str(user), key)

"""What was mailed about a meeting, mail by mail, and what was read in the mailbox that the answers come to."""

from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from forum import clock
from forum.models.directory.people import Organisation
from forum.models.invitations import Rsvp


class Problem(models.TextChoices):
    """Why a mail was not sent, or came back."""

    SILENT = "silent", _("The mail server did not answer in time.")
    UNREACHABLE = "unreachable", _("The mail server could not be reached.")
    REFUSED = "refused", _("The mail server does not take mail for this address.")
    LATER = "later", _("The mail server asks to try again later.")
    LOGIN = "login", _("The mail server does not accept the login of this site (EMAIL_URL).")
    OTHER = "other", _("The mail server did not take it.")
    TOO_LATE = "too_late", _("It was not sent: what it says is no longer of use.")
    # What came back after the mail server had taken it:
    NO_MAILBOX = "no_mailbox", _("There is no such mailbox: the address is wrong or no longer used.")
    FULL = "full", _("The mailbox is full.")
    CLOSED = "closed", _("The mailbox is closed.")
    UNWANTED = "unwanted", _("Their mail server refuses mail from this site.")
    TOO_LARGE = "too_large", _("The mail is too large for the mailbox.")
    NO_WAY = "no_way", _("Their mail server could not be reached for days.")
    RETURNED = "returned", _("It came back without a reason that can be understood.")


class SentMailQuerySet(models.QuerySet[Any]):
    def with_answers(self) -> Self:
        """Each with when its organisation answered the invitation, if it did."""
        given = Rsvp.objects.filter(invitation=OuterRef("page"), organisation=OuterRef("organisation"))
        return self.annotate(answered=Subquery(given.order_by("-pk").values("answered_at")[:1]))


class SentMail(models.Model):
    """One mail to one address. `key` is the digest of its Message-ID, by which a report about it finds it.

    `problem` is why it did not arrive (`Problem`), `answer` what the mail server said.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", _("letter")
        REMINDER = "reminder", _("reminder")
        CHANGE = "change", _("change")
        RECALL = "recall", _("cancellation")
        REGISTRATION = "registration", _("registration to confirm")
        RECEIPT = "receipt", _("registration confirmed")
        POLL = "poll", _("poll for a date")

    class State(models.TextChoices):
        WAITING = "waiting", _("not sent yet")
        SENT = "sent", _("taken by the mail server")
        REFUSED = "refused", _("refused by the mail server")
        BOUNCED = "bounced", _("came back")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="sent_mails", verbose_name=_("about"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("organisation")
    )
    address = models.EmailField(_("email address"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    key = models.CharField(max_length=64, unique=True, editable=False)
    begun_at = models.DateTimeField(_("composed"), default=clock.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("failed"), null=True)
    is_final = models.BooleanField(default=False)
    problem = models.CharField(max_length=20, blank=True, editable=False)
    answer = models.CharField(_("what the mail server said"), max_length=300, blank=True, editable=False)

    objects = SentMailQuerySet.as_manager()
    wagtail_reference_index_ignore = True  # what is kept for a year is no use of a page or of an organisation

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["page", "address"], name="mails_to_address")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def why(self) -> str:
        return str(Problem(self.problem).label) if self.problem else ""


class MailboxPlace(models.Model):
    """How far a mailbox was read: all up to `uid`, as long as the server says the same `validity`."""

    mailbox = models.CharField(max_length=64, unique=True, editable=False)
    validity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.validity}:{self.uid}"


class ReadMail(models.Model):
    """A message of the mailbox that meant something, so that it counts once. `key` is the digest of its Message-ID,
    `about` that of the meeting and address whose calendar replied, and `stamp` when that was."""

    class Outcome(models.TextChoices):
        BOUNCE = "bounce", "bounce"
        ANSWER = "answer", "answer"

    key = models.CharField(max_length=64, unique=True, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    about = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    stamp = models.DateTimeField(null=True)
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.outcome}: {self.read_at}"

"""A date is sought: the secretariat proposes some, the organisations that are asked say which of them suit them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum import clock
from forum.models.directory.people import Organisation
from forum.models.meetings.pages import MeetingPage
from forum.models.typed import TypedText


class DatePoll(TypedText, models.Model):
    """Answered until `closes_at`; it ends with a choice, or without one."""

    LEAST, MOST = 2, 10

    meeting = models.ForeignKey(MeetingPage, on_delete=models.CASCADE, related_name="polls")
    note = models.CharField(_("what they should know"), max_length=300, blank=True)
    closes_at = models.DateTimeField(_("answers until"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    chosen = models.ForeignKey("PollSlot", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("poll for a date")
        verbose_name_plural = _("polls for a date")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(closed_at__isnull=True), name="one_open_poll_per_meeting"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Most of these meetings are drafts."""
        return self.meeting.draft_title or self.meeting.title

    @property
    def is_answerable(self) -> bool:
        return self.closed_at is None and self.closes_at > clock.now()


class PollSlot(models.Model):
    """What was asked stays, as what was answered to it does."""

    poll = models.ForeignKey(DatePoll, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="poll_slot_once")]

    def __str__(self) -> str:
        return str(self.starts_at)


class PolledOrganisation(models.Model):
    """`told_at` is when the mail server had taken the question for all who speak for it, `reminded_at` the reminder."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="polled")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="polls")
    is_required = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["poll", "organisation"], name="polled_once")]

    def __str__(self) -> str:
        """Marked, where it should not be without them."""
        return f"{self.organisation.label}*" if self.is_required else self.organisation.label


class PollReply(TypedText, models.Model):
    """What an organisation answered, by key of the slot. Replies are only added; the last one counts."""

    class Answer(models.TextChoices):
        YES = "yes", _("can come")
        MAYBE = "maybe", _("if need be")
        NO = "no", _("cannot come")

    poll = models.ForeignKey(DatePoll, on_delete=models.PROTECT, related_name="replies")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.poll}"

    def said_of(self, slot: PollSlot) -> str:
        return str(self.Answer(self.answers[str(slot.pk)]).label)


class ReplyWay(models.Model):
    """How a reply came that was not given on the site after signing in."""

    class Way(models.TextChoices):
        LINK = "link", _("by the link that was mailed")
        PHONE = "phone", _("by phone")
        LETTER = "letter", _("by letter")
        MESSAGE = "message", _("by message")
        SPOKEN = "spoken", _("in person")

    reply = models.OneToOneField(PollReply, on_delete=models.PROTECT, related_name="came")
    way = models.CharField(max_length=10, choices=Way.choices)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.get_way_display())


class PollLink(models.Model):
    """One link to answer one poll for one organisation once, as it stands in one mail to `address`. Of the link itself
    a digest is stored. With an answer, all that went to the same address for the same organisation are spent."""

    poll = models.ForeignKey(DatePoll, on_delete=models.CASCADE, related_name="links")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(_("email address"))
    key = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("link to answer a poll for a date")
        verbose_name_plural = _("links to answer polls for a date")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.used_at or '–'}"

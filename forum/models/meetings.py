"""Meetings, invitations to them (or to any page), and who answered."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable, Page
from wagtail.search import index

from forum.models.pages import RecordedPage
from forum.models.people import Organisation, Post, Sector


class MeetingIndexPage(RecordedPage):
    """All meetings: the coming ones first."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = ["forum.MeetingPage"]
    template = "forum/meetings_list.html"

    class Meta:
        verbose_name = _("list of meetings")


class DirectoryPage(RecordedPage):
    """Who is in the forum: organisations by sector, teams with their tasks."""

    ledger_prefix = "page"
    max_count = 1
    subpage_types: ClassVar[list[str]] = []
    template = "forum/directory.html"
    intro = models.TextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("directory")


class MeetingPage(RecordedPage):
    class Kind(models.TextChoices):
        COORDINATION = "coordination", _("coordination meeting")
        TECHNICAL = "technical", _("technical guidance")
        DISCUSSION = "discussion", _("discussion meeting")
        HEARING = "hearing", _("hearing")
        CONSULTATION = "consultation", _("public consultation")
        MONITORING = "monitoring", _("monitoring and evaluation meeting")
        VISIT = "visit", _("study visit")
        OTHER = "other", _("other meeting")

    class Status(models.TextChoices):
        TENTATIVE = "tentative", _("date not yet certain")
        SCHEDULED = "scheduled", _("scheduled")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.COORDINATION)
    status = models.CharField(_("status"), max_length=20, choices=Status.choices, default=Status.SCHEDULED)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"), null=True, blank=True, help_text=_("Leave empty for 'until finished'."))
    room = models.CharField(_("room and building"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    online_url = models.URLField(_("link for taking part online"), blank=True)
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="hosted_meetings", verbose_name=_("host")
    )
    organisers = ParentalManyToManyField(
        Organisation, blank=True, related_name="organised_meetings", verbose_name=_("organised together with")
    )
    chair = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("chair")
    )
    summary = models.TextField(_("purpose"), blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("continues the meeting"),
    )

    ledger_prefix = "meeting"
    parent_page_types: ClassVar[list[str]] = ["forum.MeetingIndexPage"]
    template = "forum/meeting_detail.html"
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("room"),
        index.RelatedFields("agenda_items", [index.SearchField("text")]),
        index.FilterField("starts_at"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("The meeting must end after it starts."),
            )
        ]


class AgendaItem(Orderable):
    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="agenda_items")
    text = models.CharField(_("agenda item"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")

    def __str__(self) -> str:
        return self.text


class InvitationPage(RecordedPage):
    """An invitation to a page (a meeting, a draft under consultation): to the public, to organisations, or both."""

    class Nature(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        IMPORTANT = "important", _("important")
        URGENT = "urgent", _("urgent")

    subject = models.ForeignKey(
        Page,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("invitation to"),
        help_text=_("Empty: the page above this one."),
    )
    is_open = models.BooleanField(
        _("open to the public"), default=True, help_text=_("Anybody may read it and register, without a login.")
    )
    number = models.CharField(_("letter number"), max_length=100, blank=True)
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature.choices, default=Nature.ORDINARY)
    opening = models.TextField(_("opening"))
    closing = models.TextField(_("closing"), blank=True)
    signed_by = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("places for the public"), null=True, blank=True)
    registration_until = models.DateTimeField(_("registration until"), null=True, blank=True)

    ledger_prefix = "invitation"
    subpage_types: ClassVar[list[str]] = []
    template = "forum/invitation_detail.html"
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("opening")]

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    @property
    def about(self) -> Page:
        """The page that people are invited to."""
        return (self.subject or self.get_parent()).specific  # type: ignore[no-any-return]


class Invitee(Orderable):
    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="invitees")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    addressee = models.CharField(_("addressee"), max_length=200, blank=True, help_text=_("For example: admin/operator"))

    class Meta(Orderable.Meta):
        verbose_name = _("invited organisation")


class BringItem(Orderable):
    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="bring_items")
    text = models.CharField(_("what to bring"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("what to bring")

    def __str__(self) -> str:
        return self.text


class Rsvp(models.Model):
    """An organisation's answer to an invitation; the newest counts, the ledger keeps the earlier ones."""

    class Answer(models.TextChoices):
        YES = "yes", _("will attend")
        REPRESENTED = "represented", _("will be represented")
        NO = "no", _("cannot attend")

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="rsvps")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rsvps")
    answer = models.CharField(_("answer"), max_length=20, choices=Answer.choices)
    attendees = models.PositiveSmallIntegerField(_("number of people"), default=1)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("confirmation of attendance")
        verbose_name_plural = _("confirmations of attendance")
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["invitation", "organisation"], name="rsvp_once")]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.get_answer_display()}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Registration(models.Model):
    """A citizen who comes to an open meeting. Never shown in public; only counted."""

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    from_organisation = models.CharField(_("organisation or village"), max_length=150, blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    needs = models.CharField(
        _("accessibility needs"), max_length=300, blank=True, help_text=_("Deleted after the meeting.")
    )
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    registered_at = models.DateTimeField(auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["registered_at"]
        constraints = [
            models.UniqueConstraint("invitation", Lower("email"), name="registration_once_per_email"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not self.invitation.is_open:
            raise ValidationError(_("This invitation is not open to the public."))

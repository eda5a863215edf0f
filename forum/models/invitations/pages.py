"""Invitations to a meeting (or to any page): the letter, whom it invites, what to bring."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
    Panel,
)
from wagtail.models import Page, PageManager
from wagtail.search import index

from forum import clock
from forum.models import access
from forum.models.directory.people import Person, Post
from forum.models.invitations.letters.rows import INVITATION_ROWS, MEETING, MEETING_AT
from forum.models.invitations.letters.signing import Signing
from forum.models.invitations.panels import BRING_PANEL, REGISTRATION_PANELS, SECOND_SIGNATURE, InviteesPanel
from forum.models.meetings import MeetingPage
from forum.models.meetings.pages import MEETING_ROWS
from forum.models.pages import RecordedPage
from forum.models.pages.forms import RecordedPageForm
from forum.models.querysets import VisiblePageQuerySet

# A letter is written in the language of the office.
TITLE = "Undangan: %s"
OPENING = "Dalam rangka %s, kami mengharap kehadiran Saudara pada:"


class InvitationQuerySet(VisiblePageQuerySet):
    def visible_to(self, user: Any) -> Self:
        mine = InvitationPage._base_manager.filter(access.readable_invitations_q(user))
        return super().visible_to(user).filter(pk__in=mine.values("pk"))

    def about(self, page: Page) -> Self:
        """Invitations to a page, whether they name it or stand below it."""
        below = Q(subject__isnull=True, depth=page.depth + 1, path__startswith=page.path)
        return self.filter(Q(subject=page.pk) | below)


class InvitationPageForm(RecordedPageForm):
    """An invitation to a meeting begins with the words that they all begin with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.parent_page.specific if self.parent_page else None
        if self.instance.pk is None and isinstance(meeting, MeetingPage):
            self.initial |= {"title": TITLE % meeting.title, "opening": OPENING % meeting.title}


class InvitationPage(RecordedPage):
    """An invitation to a page (a meeting, a draft under consultation): to the public, to organisations, or both."""

    class Nature(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        IMPORTANT = "important", _("important")
        URGENT = "urgent", _("urgent")

    Signing = Signing

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
        _("open to the public"),
        default=True,
        help_text=_(
            "Anybody may read it and register, without a login. Otherwise only the organisations below can read it."
        ),
    )
    number = models.CharField(
        _("letter number"),
        max_length=100,
        blank=True,
        help_text=_(
            "Empty: the next number by the pattern in the forum's settings, if there is one, when it is published."
        ),
    )
    letter_date = models.DateField(_("date of the letter"), null=True, blank=True)
    nature = models.CharField(_("nature"), max_length=20, choices=Nature.choices, default=Nature.ORDINARY)
    enclosure = models.CharField(
        _("enclosure"), max_length=100, blank=True, help_text=_("In words, as in the letter: 1 (satu) berkas.")
    )
    attire = models.CharField(_("attire"), max_length=100, blank=True, help_text=_("For example: batik, bebas rapi."))
    opening = models.TextField(_("opening"), help_text=_("The sentence before day, date, time and place."))
    closing = models.TextField(_("closing"), blank=True)
    signed_by = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    signing = models.CharField(_("signs"), max_length=10, choices=Signing.choices, default=Signing.OWN)
    in_name_of = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the name of"),
        help_text=_("For a.n. and u.b.: the office that delegated it, for example the regent."),
    )
    through = models.ForeignKey(
        Post,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("through"),
        help_text=_("For u.b. only: the office between the two, for example the regional secretary."),
    )
    signatory = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person who signs"),
        help_text=_("Empty: whoever holds the office. For an acting official (Plt., Plh.) choose the person."),
    )
    copies_to = models.TextField(_("copies to"), blank=True, help_text=_("One on each line."))
    contact = models.CharField(
        _("contact"),
        max_length=200,
        blank=True,
        help_text=_("Public. An office's number or address, not a private one."),
    )
    capacity = models.PositiveIntegerField(
        _("places for the public"), null=True, blank=True, help_text=_("Empty: as many as come.")
    )
    registration_until = models.DateTimeField(
        _("registration until"), null=True, blank=True, help_text=_("Empty: until the meeting is over.")
    )
    # --- written with each publication: the names, day and place that the letter shows (`forum.reading.invitations`)
    frozen = models.JSONField(default=dict, editable=False)

    ledger_prefix = "invitation"
    base_form_class = InvitationPageForm
    # A copy is another letter.
    exclude_fields_in_copy: ClassVar[list[str]] = ["number", "letter_date", "subject", "registration_until", "frozen"]
    told_fields: ClassVar[tuple[str, ...]] = ("is_open", "registration_until", "title")
    subpage_types: ClassVar[list[str]] = []
    template = "forum/invitations/page.html"
    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        *(index.SearchField(name) for name in ("number", "opening", "closing", "contact")),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                PageChooserPanel("subject"),
                FieldPanel("is_open"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("registration_until")]),
            ],
            heading=_("Who may come"),
        ),
        *REGISTRATION_PANELS,
        InviteesPanel(
            invites_people=True,
            help_text=_(
                "When the invitation is published, the people who speak for them get it by mail, once. Whoever is "
                "taken off a published invitation is told so, once. In the letter they stand in this order."
            ),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("letter_date")]),
                FieldRowPanel([FieldPanel("nature"), FieldPanel("enclosure")]),
                FieldPanel("opening"),
                FieldPanel("attire"),
                FieldPanel("closing"),
                FieldRowPanel([FieldPanel("signed_by"), FieldPanel("signatory")]),
                FieldPanel("signing"),
                FieldRowPanel([FieldPanel("in_name_of"), FieldPanel("through")]),
                FieldPanel("copies_to"),
                FieldPanel("contact"),
            ],
            heading=_("The letter"),
        ),
        SECOND_SIGNATURE,
        BRING_PANEL,
        InlinePanel(
            "reminders",
            heading=_("Reminders"),
            label=_("Reminder"),
            help_text=_("By mail, in the morning of that day. A day before the letter goes out is left out."),
        ),
    ]

    objects = PageManager.from_queryset(InvitationQuerySet)()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def clean(self) -> None:
        super().clean()
        signing = Signing(self.signing)
        wanted = {"signed_by": signing != Signing.OWN, "in_name_of": signing.is_delegated}
        wanted["through"] = signing == Signing.ON_BEHALF
        missing = {
            name: _("Name this office: the signature says it.")
            for name, needed in wanted.items()
            if needed and not getattr(self, f"{name}_id")
        }
        if missing:
            raise ValidationError(missing)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A number that was given stays, whatever an older draft says."""
        kept = {"number": self.number, "letter_date": self.letter_date} if self.is_of_record else {}
        return super().with_content_json({**content, **{key: content.get(key) or old for key, old in kept.items()}})

    def may_be_seen_by(self, user: Any) -> bool:
        if self.is_open or access.is_secretariat(user):
            return True
        return self.invitees.filter(organisation__in=access.organisations_of(user)).exists()

    @property
    def ledger_audience(self) -> str:
        return "public" if self.is_open else "members"

    @cached_property
    def about(self) -> Page:
        """The page that people are invited to; mostly a meeting."""
        return self._meeting_about() or (self.subject or self.get_parent()).specific

    def _meeting_about(self) -> MeetingPage | None:
        if self._state.fields_cache.get("subject"):  # it is there already
            return None
        found = MEETING(self.subject_id) if self.subject_id else MEETING_AT(self.path[: -self.steplen])
        return next(iter(found), None)

    def read_rows(self) -> None:
        for relation, rows in INVITATION_ROWS.items():
            getattr(self, relation).set(rows(self.pk))
        if self.meeting:
            self.meeting.agenda_items.set(MEETING_ROWS["agenda_items"](self.meeting.pk))

    @property
    def meeting(self) -> MeetingPage | None:
        return self.about if isinstance(self.about, MeetingPage) else None

    @property
    def occasion(self) -> str:
        """What people come to, in the invitation's own words: those who may not know the meeting read them too."""
        return self.title.removeprefix(TITLE % "")

    @property
    def to_bring(self) -> list[str]:
        items = list(self.bring_items.all())
        prefetch_related_objects(items, "organisation", "person")
        return [str(item) for item in items]

    @property
    def copies(self) -> list[str]:
        return [line.strip() for line in self.copies_to.splitlines() if line.strip()]

    @property
    def closes_at(self) -> datetime.datetime | None:
        """The first of: the end of registration, the end of the meeting. None: nothing closes it."""
        ends = [self.registration_until, self.meeting.over_at if self.meeting else None]
        return min((end for end in ends if end), default=None)

    @property
    def is_closed(self) -> bool:
        called_off = self.meeting is not None and self.meeting.is_called_off
        return called_off or (self.closes_at is not None and self.closes_at <= clock.now())

    @property
    def places_left(self) -> int | None:
        """None: no limit. Whoever has not confirmed the address has no place yet."""
        if self.capacity is None:
            return None
        taken = self.registrations.filter(cancelled_at=None, confirmed_at__isnull=False)
        return max(0, self.capacity - taken.count())

"""The numbered parts of minutes, and attendance. They are children of the page, so drafts, history and preview contain
them."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum import clock
from forum.models import Organisation
from forum.models.typed import TypedText
from minutes.models.items.dissent import Dissent, NoReasonError, dissents_in
from minutes.models.querysets import ActionItemQuerySet


class NumberedItem(TypedText, Orderable):
    """The number is given when the minutes are first circulated. It never changes and is never given to another
    item."""

    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.number or '–'}. {getattr(self, 'text', '')}"


def once_per_minutes(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["minutes", "number"], name=name)


class Input(NumberedItem):
    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="inputs")
    text = models.TextField(_("input"), help_text=_("One suggestion or note per row, so that each can be answered."))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
        help_text=_("Empty: an input of the whole meeting."),
    )

    class Meta(NumberedItem.Meta):
        verbose_name = _("input")
        verbose_name_plural = _("inputs")
        constraints = [once_per_minutes("input_number_once")]


class Decision(NumberedItem):
    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField(
        _("decision"), help_text=_("One decision per row. Each gets a number and a permanent address.")
    )
    dissent = models.TextField(
        _("dissent"),
        blank=True,
        help_text=_("One organisation on each line, with its reason: “BI: the budget is missing”. Empty: nobody."),
    )
    review_on = models.DateField(
        _("to be reviewed from"),
        null=True,
        blank=True,
        help_text=_("It stays on the agenda of the next meetings until one of them was held on this day or later."),
    )

    class Meta(NumberedItem.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [once_per_minutes("decision_number_once")]

    def clean(self) -> None:
        super().clean()
        try:
            unknown = [one.who for one in self.dissents if not _named(one.who)]
        except NoReasonError as refused:
            words = gettext("“%(line)s” does not say who and why. Write the organisation, a colon and its reason.")
            raise ValidationError({"dissent": words % {"line": refused}}) from refused
        if unknown:
            raise ValidationError({"dissent": gettext("There is no organisation “%(name)s”.") % {"name": unknown[0]}})

    @property
    def dissents(self) -> list[Dissent]:
        """Raises NoReasonError while it is being written."""
        return dissents_in(self.dissent)


def _named(name: str) -> bool:
    return Organisation.objects.filter(Q(short_name__iexact=name) | Q(name__iexact=name)).exists()


class ActionItem(NumberedItem):
    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="action_items")
    text = models.TextField(_("follow-up"), help_text=_("What will be done, in one sentence."))
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="action_items",
        verbose_name=_("organisation in charge"),
        help_text=_("A government office, an NGO or any other organisation of the forum."),
    )
    due_date = models.DateField(_("due date"), null=True, blank=True, help_text=_("Empty: no date was agreed."))

    objects = ActionItemQuerySet.as_manager()

    class Meta(NumberedItem.Meta):
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [once_per_minutes("action_number_once")]

    @property
    def shown_text(self) -> str:
        """The words as the public reads them, where the item stands without its minutes."""
        return str(self.minutes.shown_row(f"action_items:{self.number}", self.text))

    def is_overdue(self, on: datetime.date | None = None) -> bool:
        """The date has passed. Whether the item was done is for the caller to check."""
        return self.due_date is not None and self.due_date < (on or clock.today())


class Attendance(TypedText, Orderable):
    """An organisation's attendance of the meeting. People are counted, not named."""

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        REPRESENTED = "represented", _("represented")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    TOOK_PART = (Status.PRESENT, Status.REPRESENTED)

    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("organisation")
    )
    status = models.CharField(_("attendance"), max_length=20, choices=Status.choices, default=Status.PRESENT)
    people = models.PositiveSmallIntegerField(_("number of people"), default=1, help_text=_("0 if nobody came."))
    capacity = models.CharField(
        _("in which capacity"),
        max_length=200,
        blank=True,
        help_text=_("Offices only, for example: Sekretaris Dinas, staf. Never names."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("attendance of an organisation")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "organisation"], name="attendance_once_per_organisation"),
            models.CheckConstraint(
                condition=Q(status__in=["present", "represented"]) | Q(people=0),
                name="attendance_absent_counts_nobody",
                violation_error_message=_("An organisation that did not come counts no people: enter 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label}: {self.get_status_display()}"

    @property
    def took_part(self) -> bool:
        return self.status in self.TOOK_PART


class Attachment(TypedText, Orderable):
    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    document: Any = models.ForeignKey(
        "wagtaildocs.Document",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("file"),
        help_text=_("Slides or papers. Never the signed attendance list: it holds personal data."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title

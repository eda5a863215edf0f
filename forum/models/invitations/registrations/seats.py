"""Places that are kept for those who need or ought to be there, until they are given to everybody."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.models import Orderable

from forum import clock
from forum.models.invitations.pages import InvitationPage
from forum.models.invitations.registrations.keys import new_key
from forum.models.typed import TypedText


class ReservedSeats(TypedText, Orderable):
    """Places for one group. `key` stays what it is when the page is published again, which makes rows anew."""

    invitation = ParentalKey(InvitationPage, on_delete=models.CASCADE, related_name="reserved_seats")
    key = models.CharField(max_length=12, default=new_key, editable=False)
    label = models.CharField(
        _("for whom"), max_length=100, help_text=_("For example: persons with disabilities, journalists.")
    )
    number = models.PositiveSmallIntegerField(_("number of places"), validators=[MinValueValidator(1)])
    released_before = models.PositiveSmallIntegerField(
        _("hours before the meeting"),
        default=24,
        help_text=_("Then places that nobody of this group has taken are given to everybody. 0: they stay reserved."),
    )

    panels: ClassVar[list[Panel]] = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("released_before")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("reserved places")
        verbose_name_plural = _("reserved places")

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"


class ReleasedSeats(models.Model):
    """The places of one group were given to everybody, once; what is published later does not take them back."""

    invitation = models.ForeignKey(InvitationPage, on_delete=models.CASCADE, related_name="released_seats")
    key = models.CharField(max_length=12, editable=False)
    released_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("places given to everybody")
        verbose_name_plural = _("places given to everybody")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["invitation", "key"], name="released_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.released_at}"

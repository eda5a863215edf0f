"""Where the meeting can be heard: an address elsewhere. Nobody hears of it before it is noted who was asked."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum.models.typed import TypedText
from minutes.text.listening import Kind, Moment, NoMomentError, address_at, moments_in


@dataclass(frozen=True, slots=True)
class Heard:
    clock: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownRecording:
    """`moments`: kind, number and seconds of each, in the order of the recording."""

    link: str
    consent: str
    moments: list[list[Any]]

    def heard(self, kind: Kind) -> dict[str, Heard]:
        """Where each item of the agenda, or each decision, is heard first, by its number."""
        found = [Moment(*one) for one in self.moments]
        return {
            one.number: Heard(one.clock, address_at(self.link, one.seconds))
            for one in reversed(found)
            if one.kind == kind
        }


class Recording(TypedText, Orderable):
    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="recordings")
    link = models.URLField(
        _("address of the recording"),
        max_length=500,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Where everybody can hear it. Nothing of it is loaded on this site."),
    )
    consent = models.TextField(
        _("consent"),
        blank=True,
        max_length=1000,
        help_text=_(
            "Who was asked before it was recorded, and who objected. While this is empty nobody sees the link."
        ),
    )
    moments = models.TextField(
        _("where it is heard"),
        blank=True,
        help_text=_("One line each: “acara 1 12:30”, “keputusan 2 1:05:00”."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def __str__(self) -> str:
        return self.link

    def clean(self) -> None:
        super().clean()
        try:
            moments_in(self.moments)
        except NoMomentError as refused:
            words = gettext("“%(line)s” cannot be read. Write “acara 1 12:30” or “keputusan 2 1:05:00”.")
            raise ValidationError({"moments": words % {"line": refused}}) from refused

    @property
    def shown(self) -> ShownRecording | None:
        """Nothing while it is not noted who was asked."""
        if not self.consent:
            return None
        found = [[one.kind, one.number, one.seconds] for one in moments_in(self.moments)]
        return ShownRecording(self.link, self.consent, found)

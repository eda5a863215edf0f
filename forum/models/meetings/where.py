"""Where a meeting is: the house, how one finds it, what helps people to take part, and the link for those elsewhere."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

COORDINATES = re.compile(r"(?P<lat>-?\d{1,2}(?:\.\d{1,8})?)\s*,\s*(?P<lon>-?\d{1,3}(?:\.\d{1,8})?)", re.ASCII)
OPENSTREETMAP = "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=18/{lat}/{lon}"


class Service(models.TextChoices):
    """What helps people to take part."""

    RAMP = "ramp", _("access without steps")
    TOILET = "toilet", _("toilet for wheelchairs")
    SIGN_LANGUAGE = "sign_language", _("sign language interpreter")
    HEARING_LOOP = "hearing_loop", _("hearing loop")
    CAPTIONS = "captions", _("live captions")
    LARGE_PRINT = "large_print", _("papers in large print")
    BRAILLE = "braille", _("papers in Braille")
    COMPANION = "companion", _("companions are welcome")
    CHILDREN = "children", _("place for children and nursing")


class MapLink(NamedTuple):
    label: str
    url: str


def clean_map(typed: str) -> None:
    """An address, or a place as 'latitude, longitude'. Raises ValidationError."""
    found = COORDINATES.fullmatch(typed.strip())
    if found is None:
        URLValidator(schemes=["http", "https"])(typed)
    elif abs(float(found["lat"])) > 90 or abs(float(found["lon"])) > 180:
        raise ValidationError(_("There is no such place on earth."), code="invalid")


class Where(models.Model):
    room = models.CharField(_("room and building"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    hints = models.CharField(
        _("how one finds it"), max_length=300, blank=True, help_text=_("Floor, gate, where to park, whom to ask.")
    )
    map_place = models.CharField(
        _("on a map"),
        max_length=300,
        blank=True,
        validators=[clean_map],
        help_text=_("A link, or latitude and longitude: -7.150975, 111.881859. Readers open it themselves."),
    )
    services = models.JSONField(_("what helps people to take part"), default=list, blank=True)
    other_services = models.CharField(_("other help"), max_length=200, blank=True)
    online_url = models.URLField(
        _("link for taking part online"),
        blank=True,
        help_text=_(
            "Never public: who was invited, answered or registered finds it on the page shortly before the start. How "
            "long before stands in the forum's settings."
        ),
    )

    class Meta:
        abstract = True

    @property
    def map_links(self) -> list[MapLink]:
        """Plain links: nothing is asked of a map before somebody opens one."""
        found = COORDINATES.fullmatch(self.map_place.strip())
        if found is None:
            return [MapLink(str(_("On a map")), self.map_place)] if self.map_place else []
        at = found.groupdict()
        app = MapLink(str(_("In your map program")), f"geo:{at['lat']},{at['lon']}")
        return [app, MapLink("OpenStreetMap", OPENSTREETMAP.format(**at))]

    @property
    def service_labels(self) -> list[str]:
        return services_in_words(self.services, self.other_services)


def services_in_words(services: list[str], other: str) -> list[str]:
    labels = {one.value: str(one.label) for one in Service}
    return [*(labels[one] for one in Service.values if one in services), *([other] if other else [])]

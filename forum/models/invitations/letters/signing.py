"""By what right somebody signs a letter, and the lines in which the signature says it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Signing(models.TextChoices):
    OWN = "own", _("the holder of the office")
    ACTING = "acting", _("Plt.: acting until somebody is appointed")
    DAILY = "daily", _("Plh.: acting while the holder is away")
    CARETAKER = "caretaker", _("Pj.: appointed to fill the vacant office")
    INTERIM = "interim", _("Pjs.: appointed for the time being")
    IN_NAME = "in_name", _("a.n.: in the name of a higher office")
    NAME_PLT = "name_plt", _("a.n. by a Plt.: in the name of a higher office, by an acting official")
    NAME_PLH = "name_plh", _("a.n. by a Plh.: in the name of a higher office, while the holder is away")
    NAME_PJ = "name_pj", _("a.n. by a Pj.: in the name of a higher office, by an appointed official")
    ON_BEHALF = "on_behalf", _("u.b.: in the name of a higher office, through another")

    @property
    def is_delegated(self) -> bool:
        return self.startswith(("in_name", "name_", "on_behalf"))

    def lines(self, office: str, principal: str = "", through: str = "") -> list[str]:
        """As they stand above a signature; none without an office."""
        if not office:
            return []
        above = {"in_name_of": [f"a.n. {principal}"], "through": [f"a.n. {principal}", through, "u.b."]}
        named = "through" if self == Signing.ON_BEHALF else "in_name_of"
        return [*(above[named] if self.is_delegated else []), f"{ABBREVIATIONS.get(self, '')} {office}".strip()]


ABBREVIATIONS = {
    Signing.ACTING: "Plt.",
    Signing.DAILY: "Plh.",
    Signing.CARETAKER: "Pj.",
    Signing.INTERIM: "Pjs.",
    Signing.NAME_PLT: "Plt.",
    Signing.NAME_PLH: "Plh.",
    Signing.NAME_PJ: "Pj.",
}
# In the place of an office, or of whoever holds it: nobody stands above.
IN_PLACE = [one for one in Signing if not one.is_delegated]

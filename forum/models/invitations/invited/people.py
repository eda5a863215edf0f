"""Single people who are invited and have no account: a village head, a speaker, a journalist."""

import re
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum import clock
from forum.models.typed import TypedText, clean_line, says_something

NUMBER = re.compile(r"\+?[\d\s().-]{8,25}")


class Told(NamedTuple):
    """What the secretariat types about one person: `name; office; address`."""

    name: str
    office: str
    email: str
    phone: str

    @classmethod
    def of(cls, line: str) -> "Told":
        """Raises ValidationError for an address that is none, and for words that name nobody."""
        parts = [clean_line(part) for part in line.split(";")]
        if not 2 <= len(parts) <= 5:
            raise ValidationError(_("Write: name; office; address."), code="parts")
        name, office = parts[0], parts[1] if len(parts) > 2 else ""
        email = phone = ""
        for address in filter(None, parts[max(1, min(2, len(parts) - 1)) :]):
            if "@" in address:
                validate_email(address)
                email = address.lower()
            elif NUMBER.fullmatch(address):
                phone = address
            else:
                raise ValidationError(_("“%s” is no email address and no number.") % address, code="address")
        if not says_something(name or office):
            raise ValidationError(_("Write: name; office; address."), code="nobody")
        if len(name) > 120 or len(office) > 150 or len(email) > 254:
            raise ValidationError(_("This is too long."), code="length")
        return cls(name, office, email, phone)


class InvitedPersonManager(models.Manager[Any]):
    def kept(self, told: Told, *, before: "InvitedPerson | None" = None) -> "InvitedPerson":
        """The one of these words. Whose address stays (`before`) is the same, however the name is corrected."""
        same = self.filter(**told._asdict(), forgotten_at=None).order_by("pk").first()
        if same is None and before and before.is_at(told):
            self.filter(pk=before.pk).update(name=told.name, office=told.office)
            same = self.get(pk=before.pk)
        return same or self.create(**told._asdict())


class InvitedPerson(TypedText, models.Model):
    """Names and addresses are for the secretariat alone, and go like those of registrations (`forgotten_at`).

    A row of its own, so that no revision of a letter holds what may have to be erased; the letter names the row.
    """

    name = models.CharField(gettext_lazy("name"), max_length=120, blank=True)
    office = models.CharField(gettext_lazy("office or organisation"), max_length=150, blank=True)
    email = models.EmailField(gettext_lazy("email address"), blank=True)
    phone = models.CharField(gettext_lazy("WhatsApp number"), max_length=25, blank=True)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    forgotten_at = models.DateTimeField(null=True, editable=False)

    objects = InvitedPersonManager()
    wagtail_reference_index_ignore = True  # where somebody was invited is not told in the admin's lists of uses

    class Meta:
        verbose_name = gettext_lazy("invited person")
        verbose_name_plural = gettext_lazy("invited people")
        default_permissions = ()

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.office])) or "–"

    @property
    def label(self) -> str:
        return self.name or self.office or "–"

    @property
    def line(self) -> str:
        """As it was typed; where there is no address, the place of one stays, or the office would be read as it."""
        addresses = [one for one in (self.email, self.phone) if one]
        return "; ".join([self.name, self.office, *(addresses or [""])])

    def is_at(self, told: Told) -> bool:
        return (self.email, self.phone) == (told.email, told.phone)

    @property
    def addresses(self) -> tuple[str, ...]:
        return (self.email,) if self.email else ()

    def in_letter(self, *, is_named: bool) -> str:
        """The office is public; the name only where the person is named in the letter."""
        if is_named:
            return str(self)
        return self.office or _("an invited person")

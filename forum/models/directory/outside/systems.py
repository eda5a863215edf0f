"""A system of others, as the secretariat keeps it: what a tracking id looks like there, and where it leads."""

import re
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forum.models.directory.outside.links import HTTPS, LONGEST_ADDRESS
from forum.models.typed import TypedText

PLACE = "{id}"
BELOW = "*."
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", re.IGNORECASE)
_SIGNS = {"digits": r"[0-9]", "letters": r"[A-Za-z0-9]", "marks": r"[A-Za-z0-9./_-]"}


class OutsideSystem(TypedText, models.Model):
    """`code` is what links name it by, and never changes. One that is put out of use stays, with the links to it."""

    class Kind(models.TextChoices):
        COMPLAINTS = "complaints", _("complaints of citizens")
        INFORMATION = "information", _("public information (PPID)")
        BUDGET = "budget", _("budget")
        VILLAGE = "village", _("sites of villages")
        OTHER = "other", _("other")

    class Signs(models.TextChoices):
        __empty__ = _("it has none: full addresses are typed")
        DIGITS = "digits", _("digits")
        LETTERS = "letters", _("letters and digits")
        MARKS = "marks", _("letters, digits and . / - _")

    code = models.SlugField(max_length=40, unique=True, editable=False)
    short_name = models.CharField(
        _("short name"), max_length=40, unique=True, help_text=_("It stands before the tracking id: LAPOR! 1234567.")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    signs = models.CharField(_("a tracking id consists of"), max_length=8, choices=Signs.choices, blank=True)
    shortest = models.PositiveSmallIntegerField(
        _("shortest"), default=1, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    longest = models.PositiveSmallIntegerField(
        _("longest"), default=40, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    address = models.CharField(
        _("address"),
        max_length=LONGEST_ADDRESS,
        help_text=_(
            "With https://. {id} is where the tracking id stands; without {id} readers look it up there themselves. "
            "Where full addresses are typed, the host alone: https://ppid.contoh.go.id, or https://*.desa.id for all "
            "below it."
        ),
    )
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("Otherwise no new links lead there; those that there are stay.")
    )

    class Meta:
        verbose_name = _("system of others")
        verbose_name_plural = _("systems of others")
        default_permissions = ()
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def has_numbers(self) -> bool:
        return bool(self.signs)

    @property
    def host(self) -> str:
        """'*.desa.id' where it is all hosts below one."""
        return (urlsplit(self.address).netloc or "").lower()

    @property
    def rule(self) -> str:
        """What may be typed, in words."""
        if not self.has_numbers:
            return gettext("a full address that begins with https:// at %(host)s") % {"host": self.host}
        length = str(self.longest) if self.shortest == self.longest else f"{self.shortest}–{self.longest}"
        return gettext("%(length)s signs: %(signs)s") % {"length": length, "signs": self.get_signs_display()}

    def fits(self, number: str) -> bool:
        sign = _SIGNS.get(self.signs)
        return bool(sign and re.fullmatch(rf"{sign}{{{self.shortest},{self.longest}}}", number))

    def takes(self, address: str) -> bool:
        """Whether this is a full address on its host: https, at the usual port, in nobody's name."""
        try:
            URLValidator(schemes=["https"])(address)
            parts = urlsplit(address)
            plain = parts.port is None and parts.username is None and parts.password is None
        except (ValidationError, ValueError):
            return False
        found = (parts.hostname or "").lower()
        below = self.host.removeprefix("*")
        right = found.endswith(below) if self.host.startswith(BELOW) else found == self.host
        return plain and right and len(address) <= LONGEST_ADDRESS and not set(address) & set("\\<>\"'`{}| ")

    def address_of(self, number: str, address: str) -> str:
        """Where a link leads today; nothing where its id or its address is none of this system (any more)."""
        if self.has_numbers:
            return self.address.replace(PLACE, quote(number, safe="")) if self.fits(number) else ""
        return address if self.takes(address) else ""

    def number_in(self, address: str) -> str:
        """The tracking id of a pasted address; empty if it is none of this system."""
        before, place, after = self.address.partition(PLACE)
        if not (place and address.startswith(before) and address.endswith(after)):
            return ""
        number = unquote(address[len(before) : len(address) - len(after) or None])
        return number if self.fits(number) else ""

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, Any] = {}
        if not slugify(self.short_name):
            wrong["short_name"] = gettext("It needs a letter.")
        if self.shortest and self.longest and self.shortest > self.longest:
            wrong["longest"] = gettext("It cannot be shorter than the shortest.")
        if refused := self._wrong_address():
            wrong["address"] = refused
        if wrong:
            raise ValidationError(wrong)

    def _wrong_address(self) -> str:
        host = self.host.removeprefix(BELOW) if not self.has_numbers else self.host
        if not self.address.startswith(HTTPS) or not _HOST.fullmatch(host):
            return gettext("Write an address that begins with https:// and the name of a host, without a placeholder.")
        if not self.has_numbers:
            return (
                ""
                if self.address.removeprefix(HTTPS).rstrip("/").lower() == self.host
                else gettext("Where full addresses are typed, this is the host alone.")
            )
        if self.address.count(PLACE) > 1:
            return gettext("{id} may stand there once.")
        filled = self.address.replace(PLACE, "1")
        try:
            URLValidator(schemes=["https"])(filled)
        except ValidationError:
            return gettext("This is no address on the web.")
        return gettext("{id} is the only placeholder.") if set(filled) & set("{}") else ""

    def save(self, **kwargs: Any) -> None:
        if not self.code:
            self.code = self._free_code()
        super().save(**kwargs)

    def _free_code(self) -> str:
        wanted = slugify(self.short_name)[:34] or "sistem"
        taken = set(OutsideSystem.objects.filter(code__startswith=wanted).values_list("code", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return wanted if wanted not in taken else next(code for code in numbered if code not in taken)

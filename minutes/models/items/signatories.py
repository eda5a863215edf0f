"""Who signs the paper of minutes: as many as it needs, each by the right that letters know (`Signing`)."""

import datetime
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from forum.models import Membership, Organisation, Person, Post
from forum.models.invitations.letters.signing import Signing
from forum.models.invitations.shown import ShownPerson
from forum.models.typed import TypedText


@dataclass(frozen=True, slots=True)
class ShownSignatory:
    """`lines` stand above the signature, `name` and `rank` below it. A number of an employee is never kept here."""

    lines: list[str]
    name: str
    rank: str


class Signatory(TypedText, Orderable):
    """An office of the directory, or an office and a name as they are typed."""

    minutes = ParentalKey("minutes.MinutesPage", on_delete=models.CASCADE, related_name="signatories")
    role = models.CharField(
        _("signs as"), max_length=60, blank=True, help_text=_("For example: Pihak Pertama, Pimpinan Rapat, Mengetahui.")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("for the organisation"),
        help_text=_("One of those recorded as present. Its name stands below the office, unless the office has it."),
    )
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signed by")
    )
    office = models.CharField(
        _("or an office as typed"), max_length=200, blank=True, help_text=_("If it is not in the directory: Ketua.")
    )
    signing = models.CharField(_("signs"), max_length=10, choices=Signing.choices, default=Signing.OWN)
    in_name_of = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in the name of"),
        help_text=_("For a.n. and u.b.: the office that delegated it, for example the regent."),
    )
    through = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("through"),
        help_text=_("For u.b. only: the office between the two, for example the regional secretary."),
    )
    person = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person who signs"),
        help_text=_(
            "Empty: whoever held the office on that day. For an acting official (Plt., Plh.) choose the person."
        ),
    )
    name = models.CharField(
        _("or a name as typed"), max_length=200, blank=True, help_text=_("Public with the minutes, as it is signed.")
    )
    rank = models.CharField(
        _("rank"), max_length=80, blank=True, help_text=_("Empty: that of the person. Never an employee number (NIP).")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return self.office or str(self.post or self.organisation or "–")

    def clean(self) -> None:
        super().clean()
        signing, missing = Signing(self.signing), {}
        if not (self.post_id or self.office):
            missing["office"] = gettext("Choose an office, or type one.")
        wanted = {"in_name_of": signing.is_delegated, "through": signing == Signing.ON_BEHALF}
        for name, needed in wanted.items():
            if needed and not getattr(self, f"{name}_id"):
                missing[name] = gettext("Name this office: the signature says it.")
        if missing:
            raise ValidationError(missing)

    @property
    def plain(self) -> list[str | int | None]:
        """As the digest of minutes covers it; the person is covered by the name that is shown."""
        offices = [self.post_id, self.in_name_of_id, self.through_id]
        return [self.role, self.organisation_id, self.office, self.signing, *offices, self.name, self.rank]

    @property
    def typed_words(self) -> str:
        return ", ".join(filter(None, [self.role, self.office, self.name, self.rank]))

    def signer(self, day: datetime.date) -> Person | None:
        """Whoever was chosen, or held the office on the day; nobody where a name is typed."""
        if self.name or self.person_id or not self.post_id:
            return None if self.name else self.person
        held = Membership.objects.current(day).filter(post=self.post_id).select_related("person")
        membership = held.order_by("pk").first()
        return membership.person if membership else None

    def shown(self, day: datetime.date) -> ShownSignatory:
        person = self.signer(day)
        titled = ShownPerson(person.honorific_prefix, person.name, person.honorific_suffix) if person else None
        rank = self.rank or (person.rank if person else "")
        return ShownSignatory(self._lines(), titled.in_capitals if titled else self.name, rank)

    def _lines(self) -> list[str]:
        posts = (str(post).upper() if post else "" for post in (self.in_name_of, self.through))
        office = Signing(self.signing).lines(self.office.upper() or str(self.post or "").upper(), *posts)
        body = self.organisation.name.upper() if self.organisation else ""
        named = [*office, *([body] if body and body not in " ".join(office) else [])]
        return [*([f"{self.role.upper()},"] if self.role else []), *named]

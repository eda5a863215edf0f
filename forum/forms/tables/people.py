"""People by table: who they are, for which organisation they speak, in which office and since when."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum import clock
from forum.forms.dates.fields import DateField
from forum.forms.fields import LineField
from forum.forms.tables.columns import Column
from forum.forms.tables.rows import Checked, Kind, keys_named
from forum.models import Membership, Organisation, Person


class PersonRow(forms.Form):
    name = LineField(max_length=200)
    email = forms.EmailField(required=False)
    organisation = LineField(max_length=200)
    post = LineField(max_length=200, required=False)
    start_date = DateField(required=False)


class People(Kind):
    slug = "orang"
    title = gettext_lazy("People")
    columns: ClassVar[list[Column]] = [
        Column(
            "name", "Nama", gettext_lazy("without titles"), ("nama lengkap",), needed=True, example="Ratna Wulandari"
        ),
        Column(
            "email",
            "Surel",
            gettext_lazy("for the secretariat only"),
            ("e-mail", "surat elektronik", "alamat surel"),
            example="ratna@contoh.go.id",
        ),
        Column(
            "organisation",
            "Organisasi",
            gettext_lazy("name or short name, as in the directory"),
            ("instansi", "unit kerja"),
            needed=True,
            example="Dinkes",
        ),
        Column(
            "post",
            "Jabatan",
            gettext_lazy("the office that the person holds there"),
            ("fungsi",),
            example="Kepala Dinas",
        ),
        Column(
            "start_date",
            "Sejak",
            gettext_lazy("first day; empty: today"),
            ("mulai", "from", "tanggal mulai"),
            example="2 Januari 2027",
        ),
    ]

    def form_for(self, values: dict[str, str]) -> forms.Form:
        return PersonRow(values)

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        keys = keys_named(Organisation.objects.all(), self.words("organisation"), "name", "short_name")
        found = Organisation.objects.select_related("merged_into").filter(pk__in=keys)
        return {word.lower(): one.merged_into or one for one in found for word in (one.short_name, one.name) if word}

    @cached_property
    def by_email(self) -> dict[str, Person]:
        standing = Person.objects.standing().exclude(email="")
        keys = keys_named(standing, self.words("email"), "email")
        return {one.email.lower(): one for one in standing.filter(pk__in=keys)}

    @cached_property
    def members(self) -> dict[tuple[int, str], list[Person]]:
        """Organisation and name -> who speaks for it, or will, under that name."""
        found: dict[tuple[int, str], list[Person]] = {}
        for one in self.memberships:
            found.setdefault((one.organisation_id, one.person.name.lower()), []).append(one.person)
        return found

    @cached_property
    def memberships(self) -> list[Membership]:
        over = Membership.objects.filter(end_date__lt=clock.today())
        there = Membership.objects.exclude(pk__in=over).filter(organisation__in=self.organisations.values())
        keys = keys_named(there, self.words("name", "email"), "person__name", "person__email")
        return list(there.filter(pk__in=keys).select_related("person"))

    @cached_property
    def places(self) -> set[tuple[int, int]]:
        """Person and organisation."""
        return {(one.person_id, one.organisation_id) for one in self.memberships}

    @cached_property
    def left(self) -> list[Membership]:
        """Of those who spoke for these organisations and do so no longer."""
        over = Membership.objects.filter(end_date__lt=clock.today(), organisation__in=self.organisations.values())
        keys = keys_named(over, self.words("name", "email"), "person__name", "person__email")
        return list(over.filter(pk__in=keys).select_related("post"))

    def _spoke_until(self, person: Person, given: dict[str, Any]) -> datetime.date | None:
        """The last day of a time in the same office into which the row would reach."""
        sought = (person.pk, given["organisation"].pk, given["post"].lower())
        same = (one for one in self.left if (one.person_id, one.organisation_id, _office(one)) == sought)
        return max((one.end_date for one in same if one.end_date and one.end_date >= given["start_date"]), default=None)

    def look(self, row: Checked) -> None:
        organisation = self.organisations.get(row.cleaned["organisation"].lower())
        if organisation is None:
            self.refuse(row, "organisation", _("There is no such organisation."))
            return
        row.cleaned |= {"organisation": organisation, "start_date": row.cleaned["start_date"] or clock.today()}
        name, email = row.cleaned["name"].lower(), row.cleaned["email"].lower()
        namesakes = set(self.members.get((organisation.pk, name), []))
        person = self.by_email.get(email) or (next(iter(namesakes)) if len(namesakes) == 1 else None)
        if person is None and namesakes:
            self.refuse(row, "name", _("Several there bear this name: write the email address."))
        mark = f"{email or name} {organisation.pk}"
        if mark in self.seen:
            self.refuse(row, "name", _("Row %d has it already.") % self.seen[mark])
        begins_earlier = row.cleaned["start_date"] < clock.today()
        if person and begins_earlier and (until := self._spoke_until(person, row.cleaned)):
            told = _("Spoke for it in this office until %s: begin after that day.")
            self.refuse(row, "start_date", told % date_format(until))
        if not row.errors:
            row.marks = [mark]
            row.cleaned["person"] = person
            row.known = person if person and (person.pk, organisation.pk) in self.places else None
            row.changes = self._changes(row, person) if person else []

    def _changes(self, row: Checked, person: Person) -> list[str]:
        given = [one for one in self.columns if one.name in ("name", "email") and row.values.get(one.name)]
        return [one.title for one in given if row.cleaned[one.name] != getattr(person, one.name)]


def _office(membership: Membership) -> str:
    return membership.post.label.lower() if membership.post else ""

"""Organisations by table, as a regency has them: dinas, badan, bagian, RSUD, kecamatan."""

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.forms.fields import LineField
from forum.forms.tables.columns import Column
from forum.forms.tables.rows import Checked, Kind, keys_named
from forum.models import Organisation, OrganisationKind, Sector

YES, NO = ("ya", "y", "yes", "1", "v", "x", "✓"), ("tidak", "t", "no", "n", "0", "")


class YesField(LineField):
    def clean(self, value: Any) -> bool:
        word = super().clean(value).lower()
        if word not in (*YES, *NO):
            raise ValidationError(_("Write ya or tidak."))
        return word in YES


class SectorField(LineField):
    known: Collection[Sector] = ()

    def clean(self, value: Any) -> Sector:
        word = super().clean(value).lower()
        for sector in self.known:
            if word in (sector.name.lower(), sector.name_en.lower(), sector.slug):
                return sector
        raise ValidationError(_("There is no such sector; there are %s.") % ", ".join(one.name for one in self.known))


class KindField(LineField):
    known: Collection[OrganisationKind] = ()

    def clean(self, value: Any) -> OrganisationKind | None:
        word = super().clean(value).lower()
        kinds = {kind.name.lower(): kind for kind in self.known}
        if word and word not in kinds:
            known = ", ".join(str(kind) for kind in self.known)
            raise ValidationError(_("There is no such kind; there are %s.") % known)
        return kinds.get(word)


class OrganisationRow(forms.Form):
    name = LineField(max_length=200)
    short_name = LineField(max_length=40, required=False)
    sector = SectorField()
    kind = KindField(required=False)
    parent = LineField(max_length=200, required=False)
    address = LineField(required=False)
    email = forms.EmailField(required=False)
    website = forms.URLField(required=False, assume_scheme="https")
    is_forum_member = YesField(required=False)

    def __init__(
        self, values: dict[str, str], *, sectors: Collection[Sector], kinds: Collection[OrganisationKind]
    ) -> None:
        super().__init__(values)
        self.fields["sector"].known, self.fields["kind"].known = sectors, kinds  # type: ignore[attr-defined]


class Organisations(Kind):
    slug = "organisasi"
    title = gettext_lazy("Organisations")
    columns: ClassVar[list[Column]] = [
        Column(
            "name",
            "Nama",
            gettext_lazy("in full, as on its letterhead"),
            ("nama lengkap", "nama organisasi", "organisasi"),
            needed=True,
            example="Dinas Kesehatan",
        ),
        Column(
            "short_name",
            "Nama singkat",
            gettext_lazy("fits in a badge"),
            ("singkatan", "nama pendek", "short name"),
            example="Dinkes",
        ),
        Column(
            "sector",
            "Unsur",
            gettext_lazy("one of the forum's sectors"),
            ("sektor",),
            needed=True,
            example="Pemerintah",
        ),
        Column(
            "kind",
            "Jenis",
            gettext_lazy("as in the list of kinds; empty: by its name"),
            ("jenis opd",),
            example="Dinas",
        ),
        Column("parent", "Bagian dari", gettext_lazy("name of the organisation it belongs to"), ("induk", "part of")),
        Column("address", "Alamat", gettext_lazy("of the office"), example="Jalan Panglima Sudirman 1"),
        Column(
            "email",
            "Surel",
            gettext_lazy("of the office, not a person's"),
            ("e-mail", "surat elektronik", "alamat surel"),
            example="dinkes@contoh.go.id",
        ),
        Column("website", "Situs web", gettext_lazy("address of its site"), ("situs", "web")),
        Column("is_forum_member", "Anggota forum", gettext_lazy("ya or tidak"), ("anggota",), example="ya"),
    ]

    def form_for(self, values: dict[str, str]) -> forms.Form:
        return OrganisationRow(values, sectors=self.sectors, kinds=self.kinds)

    @cached_property
    def sectors(self) -> list[Sector]:
        return list(Sector.objects.all())

    @cached_property
    def kinds(self) -> list[OrganisationKind]:
        return list(OrganisationKind.objects.all())

    @cached_property
    def known(self) -> list[Organisation]:
        """Those that the table names."""
        wanted = self.words("name", "short_name", "parent")
        keys = keys_named(Organisation.objects.all(), wanted, "name", "short_name")
        related = Organisation.objects.select_related("sector", "parent", "kind", "merged_into")
        return list(related.filter(pk__in=keys))

    @cached_property
    def by_name(self) -> dict[str, Organisation]:
        return {one.name.lower(): one for one in self.known}

    @cached_property
    def by_short_name(self) -> dict[str, Organisation]:
        return {one.short_name.lower(): one for one in self.known if one.short_name}

    def look(self, row: Checked) -> None:
        name, short = row.cleaned["name"].lower(), row.cleaned["short_name"].lower()
        named, called = self.by_name.get(name), self.by_short_name.get(short)
        if named and called and named != called:
            self.refuse(row, "short_name", _("%s is called so.") % called.name)
        if known := next((one for one in (named, called) if one and one.merged_into), None):
            self.refuse(row, "name", _("It is the same as %s: write that name.") % known.merged_into)
        for field, word in (("name", name), ("short_name", short)):
            if word and word in self.seen:
                self.refuse(row, field, _("Row %d has it already.") % self.seen[word])
        parent = row.cleaned["parent"].lower()
        if parent and parent not in (*self.by_name, *self.by_short_name, *self.seen):
            self.refuse(row, "parent", _("There is no such organisation, here or above in the table."))
        if parent and parent in (name, short):
            self.refuse(row, "parent", _("An organisation is no part of itself."))
        if not row.errors:
            row.marks = [word for word in (name, short) if word]
            row.known = named or called
            row.changes = self._changes(row)

    def _changes(self, row: Checked) -> list[str]:
        """An empty cell changes nothing."""
        if row.known is None:
            return []
        now: dict[str, Any] = {one.name: getattr(row.known, one.name) for one in self.columns}
        parent = now["parent"]
        wanted = {**row.cleaned}
        if parent and wanted["parent"].lower() in (parent.name.lower(), parent.short_name.lower()):
            wanted["parent"] = parent
        given = [one for one in self.columns if row.values.get(one.name)]
        return [one.title for one in given if wanted[one.name] != now[one.name]]

"""Tracking ids of systems of others by table: each row names a follow-up, a system and the id there."""

import re
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.forms.fields import LineField
from forum.forms.tables import State
from forum.forms.tables.columns import Column
from forum.forms.tables.rows import Checked, Kind
from forum.models import Link
from forum.models.directory.outside.reading import read_links
from minutes.models import ActionItem, ActionReport, MinutesPage, content
from minutes.reading.actions.elsewhere import treated_elsewhere
from minutes.reading.actions.standing import reports_in

_ADDRESS = re.compile(r"/(?:en/)?notula/(?P<minutes>\d{1,18})/tindak-lanjut/(?P<number>\d{1,9})/?")


class TrackingRow(forms.Form):
    address = LineField(required=False, max_length=500)
    minutes = LineField(required=False, max_length=200)
    number = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    system = LineField(max_length=200)
    tracking = LineField(max_length=300)
    about = LineField(required=False, max_length=120)
    there = LineField(required=False, max_length=120)

    def clean(self) -> Any:
        given = super().clean() or self.cleaned_data
        if not given.get("address") and not (given.get("minutes") and given.get("number")) and not self.errors:
            self.add_error("address", _("Give the address of the follow-up, or the number of the minutes and its own."))
        return given


class TrackingIds(Kind):
    slug = "nomor-lacak"
    title = gettext_lazy("Tracking ids of systems of others")
    columns: ClassVar[list[Column]] = [
        Column(
            "address",
            "Alamat tindak lanjut",
            gettext_lazy("address of its page on this site; or the next two columns"),
            ("alamat", "tautan", "url"),
        ),
        Column(
            "minutes",
            "Nomor notula",
            gettext_lazy("as it stands on the minutes"),
            ("notula",),
            example="005/01/NOTULA/2026",
        ),
        Column(
            "number", "Nomor tindak lanjut", gettext_lazy("its number in the minutes"), ("nomor", "no"), example="2"
        ),
        Column(
            "system",
            "Sistem",
            gettext_lazy("one of the systems of others that are in use"),
            ("aplikasi",),
            needed=True,
            example="LAPOR!",
        ),
        Column(
            "tracking",
            "Nomor lacak",
            gettext_lazy("the id there, or the address where the system has no ids"),
            ("nomor laporan", "nomor permohonan", "id"),
            needed=True,
            example="1234567",
        ),
        Column("about", "Perihal", gettext_lazy("what it is about there"), ("tentang",), example="jalan rusak"),
        Column("there", "Keadaan di sana", gettext_lazy("as it was read there"), ("keadaan", "status")),
    ]

    def form_for(self, values: dict[str, str]) -> forms.Form:
        return TrackingRow(values)

    def look(self, row: Checked) -> None:
        try:
            row.item = item = self._item(row)  # type: ignore[attr-defined]
            row.link = link = self._link(row, item)  # type: ignore[attr-defined]
        except ValidationError as refused:
            named = "address" if row.cleaned["address"] else "minutes"
            self.refuse(row, "tracking" if hasattr(row, "item") else named, " ".join(refused.messages))
            return
        mark = f"{item.pk} {link.key}"
        if mark in self.seen:
            self.refuse(row, "tracking", _("Row %d has it already.") % self.seen[mark])
            return
        row.marks = [mark]
        known = {one.link.link.key: one for one in self._treated(item)}
        if link.key in known:
            row.known = item
            if row.cleaned["there"] and row.cleaned["there"] != known[link.key].state:
                row.changes = [self.title_of("there")]

    @property
    def told(self) -> list[tuple[ActionItem, Link, str]]:
        """Of the good rows that say something new: a follow-up, the id there, and how it stands there."""
        good: list[Any] = [*self.of(State.NEW), *self.of(State.DIFFERS)]
        return [(row.item, row.link, row.cleaned["there"]) for row in good]

    def _item(self, row: Checked) -> ActionItem:
        """The follow-up of public minutes that the row names. Raises ValidationError."""
        if address := row.cleaned["address"]:
            told = _ADDRESS.fullmatch(address.removeprefix(settings.BASE_URL).partition("#")[0])
            if told is None:
                raise ValidationError(_("This is not the address of a follow-up on this site."))
            pages, number = [self._pages.get(int(told["minutes"]))], int(told["number"])
        else:
            wanted, number = row.cleaned["minutes"].lower(), row.cleaned["number"]
            pages = [one for one in self._pages.values() if one.number.lower() == wanted]
            if len(pages) > 1:
                raise ValidationError(_("Several minutes have this number: give the address of the follow-up."))
        items = content.items_of(pages[0], "action_items") if pages and pages[0] else []
        found = next((one for one in items if not hasattr(one, "gap") and one.number == number), None)
        if found is None:
            raise ValidationError(_("There is no such follow-up in public minutes."))
        return found

    def _link(self, row: Checked, item: ActionItem) -> Link:
        said = row.cleaned["tracking"]
        line = f"{row.cleaned['system']} {said}"
        typed = f"{line} – {row.cleaned['about']}" if row.cleaned["about"] else line
        return read_links(typed, held=[one.link.link for one in self._treated(item)])[0]

    def _treated(self, item: ActionItem) -> list[Any]:
        return treated_elsewhere(item.outside_links, self._reports.get((item.minutes_id, int(item.number or 0)), []))

    @cached_property
    def _pages(self) -> dict[int, MinutesPage]:
        """The public minutes that the table names, by key."""
        told = [_ADDRESS.search(values.get("address", "")) for _n, values in self.table.rows]
        keys = {int(one["minutes"]) for one in told if one}
        numbers = self.words("minutes")
        named = MinutesPage.objects.live().exclude(number="").values_list("pk", "number").order_by().iterator()
        keys |= {pk for pk, number in named if number.lower() in numbers} if numbers else set()
        found = MinutesPage.objects.live().filter(pk__in=keys).select_related("meeting")
        return found.prefetch_related("action_items").in_bulk()

    @cached_property
    def _reports(self) -> dict[tuple[int, int], list[ActionReport]]:
        found = reports_in(self._pages)
        for (key, _number), reports in found.items():
            for report in reports:
                report.minutes = self._pages[key]  # with what is blacked out in it
        return found

"""The list of public information (Daftar Informasi Publik) that UU 14/2008 Pasal 11 asks for, in the columns that are
usual since Perki 1/2021: of every record that anybody may read."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet, Value
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from decrees.models import DecreePage
from forum.documents.spelling import full_date
from forum.models import ForumSettings, MeetingPage, RecordedPage
from forum.models.pages import absolute_url
from minutes.models import Classification, MinutesPage
from minutes.models.shown import shown_of
from minutes.text.grounds import GROUNDS

HEAD = (
    "No.", "Judul", "Jenis informasi", "Ringkasan isi", "Pejabat/unit yang menguasai", "Penanggung jawab pembuatan",
    "Waktu dan tempat pembuatan", "Bentuk informasi", "Jangka waktu simpan", "Klasifikasi",
    "Bagian yang dikecualikan dan dasarnya", "Alamat",
)  # fmt: skip
KINDS: dict[type[RecordedPage], str] = {
    MinutesPage: "meeting__starts_at",
    MeetingPage: "starts_at",
    DecreePage: "first_published_at",
}
AT_ONCE, NEAR = 200, 50
Key = tuple[datetime.datetime, int, int]  # when, which of `KINDS`, the key of the page


@dataclass(frozen=True, slots=True)
class Row:
    """In the order of `HEAD`; `exempt` are the grounds on which words of it are blacked out."""

    number: int
    title: str
    kind: str
    about: str
    holder: str
    maker: str
    made: str
    form: str
    kept: str
    classed: str
    exempt: str
    url: str

    def cells(self) -> list[str]:
        return [str(cell) for cell in astuple(self)]


def keys() -> QuerySet[Any, Any]:
    """What the list holds as values of `Key`, the newest first."""
    first, *others = _of_each_kind()
    return first.union(*others, all=True).order_by("-at", "-pk")


def keys_between(first: int, last: int) -> list[Key]:
    """Some of them, counted from the newest. Of very many what is newer than a certain moment is counted, which is
    quick, and passed over; only a few of what comes next are put in order."""
    *very_many, decrees = _of_each_kind()
    few = list(decrees)
    until, passed = _passed_over(first, very_many, few)
    found = [key for key in few if until is None or key[0] <= until]
    for keys in very_many:
        rest = keys.filter(at__lte=until) if until else keys
        found += rest.order_by("-at", "-pk")[: last - passed]
    return sorted(found, key=lambda key: (key[0], key[2]), reverse=True)[first - passed : last - passed]


def _passed_over(
    first: int, very_many: Sequence[QuerySet[Any, Any]], few: Sequence[Key]
) -> tuple[datetime.datetime | None, int]:
    """A moment, and how many are newer: not more than `first`. Sought among the meetings, which with their minutes are
    nearly all of the list."""
    held = MeetingPage.objects.order_by("-starts_at").values_list("starts_at", flat=True)
    place = min(first // 2, held.count()) - NEAR
    while place > 0:
        moment = held[place]
        newer = sum(keys.filter(at__gt=moment).count() for keys in very_many) + sum(key[0] > moment for key in few)
        if newer <= first:
            return moment, newer
        place -= max(newer - first, NEAR)
    return None, 0


def _of_each_kind() -> list[QuerySet[Any, Any]]:
    readable = _readable()
    return [
        readable[model]
        .filter(**{f"{field}__isnull": False})
        .annotate(at=F(field), place=Value(place))
        .order_by()
        .values_list("at", "place", "pk")
        for place, (model, field) in enumerate(KINDS.items())
    ]


def number() -> int:
    """How many the list holds. Minutes and meetings have their day in any case."""
    everybody = AnonymousUser()
    decrees = _readable()[DecreePage].filter(first_published_at__isnull=False)
    very_many = (MinutesPage.objects.all(), MeetingPage.objects.all())
    return decrees.count() + sum(pages.number_for(everybody) for pages in very_many)


def _readable() -> dict[type[RecordedPage], QuerySet[Any, Any]]:
    everybody = AnonymousUser()
    return {
        MinutesPage: MinutesPage.objects.not_withheld_from(everybody),
        MeetingPage: MeetingPage.objects.not_withheld_from(everybody),
        DecreePage: DecreePage.objects.visible_to(everybody),
    }


def rows(listed: Iterable[Key], *, first: int = 1) -> Iterator[Row]:
    """Always in Indonesian: it is an office's paper. A fixed number of queries for each two hundred."""
    names = ForumSettings.objects.select_related("secretariat").first() or ForumSettings()
    waiting, number = iter(listed), first
    while some := list(islice(waiting, AT_ONCE)):
        with override(settings.LANGUAGE_CODE):
            part = _part(some, names, number)
        yield from part
        number += len(part)


def _part(listed: Sequence[Key], names: ForumSettings, first: int) -> list[Row]:
    wanted = {pk for _at, _place, pk in listed}
    pages: dict[int, RecordedPage] = {}
    for model in KINDS:
        found = model.objects.filter(pk__in=wanted)
        pages |= {page.pk: page for page in (found.select_related("host") if model is MeetingPage else found)}
    classes = {one.page_id: one for one in Classification.objects.filter(page__in=wanted).order_by("pk")}
    known = ((at, pages[pk]) for at, _place, pk in listed if pk in pages)
    return [_row(n, page, at, classes.get(page.pk), names) for n, (at, page) in enumerate(known, first)]


def _row(
    number: int, page: RecordedPage, at: datetime.datetime, classed: Classification | None, names: ForumSettings
) -> Row:
    secretariat = names.secretariat.name if names.secretariat else names.forum_name
    kind, about, maker, made = _told(page, at, names)
    label = classed.get_kind_display() if classed else Classification.Kind.ANYTIME.label
    grounds = sorted({GROUNDS[one["ground"]].label for one in getattr(page, "blackouts", None) or ()})
    return Row(
        number=number,
        title=page.title,
        kind=kind,
        about=about,
        holder=(classed and classed.holder) or secretariat,
        maker=maker or secretariat,
        made=made,
        form=_("softcopy (page)") if isinstance(page, MeetingPage) else _("softcopy (page, PDF, DOCX, ODT, JSON)"),
        kept=(classed and classed.kept) or _("permanent"),
        classed=str(label),
        exempt="; ".join(grounds),
        url=absolute_url(page),
    )


def _told(page: RecordedPage, at: datetime.datetime, names: ForumSettings) -> tuple[str, str, str, str]:
    """What kind of record it is, about what, who made it, when and where."""
    if isinstance(page, MinutesPage):
        shown = shown_of(page)
        maker = shown.office("note_taker") or shown.office("secretary") or shown.meeting.host
        return page.get_kind_display(), shown.meeting.title, maker, f"{full_date(at)}, {shown.meeting.place}"
    if isinstance(page, MeetingPage):
        place = ", ".join(filter(None, [full_date(at), page.room, page.address]))
        return _("meeting"), page.summary, page.host.name, place
    about = getattr(page, "summary", "")
    return _("draft decree"), about, "", ", ".join(filter(None, [date_format(localtime(at), "j F Y"), names.place]))

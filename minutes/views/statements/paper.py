"""The paper of what one organisation said: each record with its day, each statement with whose words it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.formats import date_format
from django_tasks import task

from forum.documents.invitations.letter import facts, letterhead, paper_of
from forum.documents.model import Block, Document, Heading, Item, Metadata, Numbered, Title
from forum.models import ForumSettings, Organisation, User
from minutes.archive.spoken import MOST, Spoken
from minutes.archive.statements import InMinutes
from minutes.models.shown import shown_of
from minutes.reading.template import template_in_use
from minutes.views.series.kept import drawn, keep, key_of

TITLE = "HIMPUNAN PERNYATAAN"


@dataclass(frozen=True)
class SpokenPaper:
    asked: Spoken
    file_format: str

    @cached_property
    def document(self) -> Document:
        return build_spoken(self.asked)

    @cached_property
    def key(self) -> str:
        return key_of(self.document, self.file_format)

    def written(self, told: Callable[[int], None] = lambda done: None) -> IO[bytes]:
        return drawn(self.document, self.file_format, told)

    def enqueue(self) -> None:
        asked = self.asked
        make_spoken.enqueue(asked.organisation.pk, asked.address, self.file_format, asked.reader.pk)


@task()
def make_spoken(organisation_id: int, address: str, file_format: str, user_id: int | None) -> None:
    """As this reader may read it by now."""
    reader = User.objects.get(pk=user_id) if user_id else AnonymousUser()
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation and (asked := Spoken.read(QueryDict(address), organisation, reader)).newest:
        keep(SpokenPaper(asked, file_format))


def build_spoken(asked: Spoken) -> Document:
    """Always in Indonesian, as the minutes."""
    with translation.override("id"):
        found, name, local = asked.newest, asked.organisation.name, ForumSettings.objects.first() or ForumSettings()
        head = shown_of(found[0].minutes).letterhead
        blocks = (
            letterhead(local.letterhead or head.lines, local.forum_name or head.forum_name, emblem=local.emblem),
            Title((TITLE, name.upper()), bold=True),
            _facts(asked, found),
            *(block for one in found for block in _record(one)),
        )
        about = Metadata(
            title=f"Himpunan pernyataan: {name}",
            date=timezone.localtime(found[0].minutes.meeting.starts_at).date(),
            identifier="himpunan-pernyataan",
            author=head.forum_name,
        )
        return Document(
            about, blocks, running_head=f"{TITLE} — {name}", paper=paper_of(local), template=template_in_use()
        )


def _facts(asked: Spoken, found: list[InMinutes]) -> Block:
    days = [_day(found[-1]), _day(found[0])]
    cut = f" terbaru (paling banyak {MOST} notula)" if asked.is_cut else ""
    rows = [
        ("Isi", f"{sum(len(one.said) for one in found)} pernyataan dan masukan dalam {len(found)} notula{cut}"),
        ("Masa", days[0] if days[0] == days[1] else f"{days[0]} sampai dengan {days[1]}"),
        ("Memuat kata", asked.words),
    ]
    return facts(rows)


def _record(one: InMinutes) -> list[Block]:
    items = [Item(f"{n}.", f"{said.office}: {said.words}" if said.office else said.words)
             for n, (said, _marked) in enumerate(one.said, 1)]  # fmt: skip
    return [Heading(f"{one.minutes.title}, {_day(one)}"), Numbered(tuple(items))]


def _day(one: InMinutes) -> str:
    return date_format(timezone.localtime(one.minutes.meeting.starts_at), "j F Y")

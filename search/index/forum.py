"""What the forum itself gives to be found: meetings with their agenda, invitations, organisations."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from forum.models import DirectoryPage, InvitationPage, MeetingPage, Organisation
from search.index.files import file_entries
from search.index.sources import Entry, Source, organisation_facet, register
from search.index.teams import name_of, teams_of
from search.models import Document
from search.models.index import READABLE


def meeting_entries(meeting: MeetingPage) -> Iterator[Entry]:
    agenda = meeting.agenda_items.select_related("organisation")
    lines = [
        line for item in agenda for line in (f"{item.text} {item.presented_by}".strip(), item.note, item.outside_words)
    ]
    organisations = [meeting.host, *meeting.organisers.all()]
    facets = [f":meeting:{meeting.kind}", *dict.fromkeys(map(organisation_facet, organisations))]
    facets += teams_of(meeting.team, meeting.title, meeting.summary, *lines)
    day = timezone.localtime(meeting.starts_at).date()
    yield Entry(
        kind=Document.Kind.MEETING,
        title=meeting.title,
        heads=meeting.get_kind_display(),
        text=_lines([meeting.summary, *lines, meeting.room, name_of(meeting.team), meeting.status_reason]),
        beside=_lines(named(one) for one in organisations),
        page=meeting.pk,
        day=day,
        facets=facets,
    )
    papers = [(paper.document_id, str(paper)) for paper in meeting.papers.select_related("document") if paper.is_open]
    yield from file_entries(papers, page=meeting.pk, address="#acara", day=day, facets=facets)


def invitation_entries(invitation: InvitationPage) -> Iterator[Entry]:
    yield Entry(
        kind=Document.Kind.INVITATION,
        title=invitation.title,
        heads=invitation.number,
        text=_lines([invitation.opening, invitation.closing, invitation.contact]),
        page=invitation.pk,
        day=invitation.letter_date or _day(invitation.first_published_at),
        for_everybody=invitation.is_open,
    )


def organisation_entries(organisation: Organisation) -> Iterator[Entry]:
    """In the directory, if there is one."""
    directory = DirectoryPage.objects.values_list("pk", flat=True).first()
    if directory:
        yield Entry(
            kind=Document.Kind.ORGANISATION,
            title=organisation.name,
            heads=organisation.short_name,
            text=_lines([organisation.description, organisation.address]),
            page=directory,
            address=f"#org-{organisation.slug}",
            facets=[organisation_facet(organisation)],
        )


def named(organisation: Organisation) -> str:
    return " ".join(dict.fromkeys([organisation.name, organisation.label]))


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localtime(moment).date() if moment else None


def _lines(parts: Any) -> str:
    return "\n".join(part for part in parts if part)


register(Source(MeetingPage, meeting_entries, lambda: MeetingPage.objects.live().select_related("host", "team")))
register(Source(InvitationPage, invitation_entries, lambda: InvitationPage.objects.live()))
register(Source(Organisation, organisation_entries, lambda: Organisation.objects.all()))
READABLE.append(InvitationPage.objects.visible_to)

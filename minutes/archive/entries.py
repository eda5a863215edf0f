"""What minutes give to be found: the record, and each decision and follow-up of its own."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models, transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.ledger import appended
from forum.models import LedgerEntry, MeetingPage, Organisation
from minutes.archive.said import speakers_of
from minutes.models import ActionItem, ActionReport, Decision, MinutesPage, content
from minutes.models.hiding import HiddenPart, is_hidden_file
from minutes.models.items.actions import CLOSED
from minutes.models.shown import Shown, ShownOrganisation, shown_of
from minutes.reading.actions.elsewhere import treated_elsewhere, words_of
from minutes.reading.actions.standing import reports_in
from minutes.text.tables import table_words
from search.index import (
    Entry,
    Source,
    name_of,
    organisation_facet,
    owner_of,
    register,
    speaker_facet,
    teams_named_in,
    teams_of,
)
from search.index.files import WITHHELD, file_entries
from search.index.labels import DECISION_LABELS, STATUS_LABELS
from search.models import Document
from search.services.following import follow
from search.text.markup import plain


@dataclass(frozen=True)
class _Facts:
    """What all entries of one record share."""

    minutes: MinutesPage
    shown: Shown
    day: datetime.date
    facets: list[str]
    closed: set[int]
    reports: dict[int, list[ActionReport]]

    def treated(self, action: ActionItem) -> list[str]:
        """Under which ids it is treated elsewhere."""
        reports = self.reports.get(int(action.number or 0), [])
        return words_of(treated_elsewhere(action.outside_links, reports))

    def entry(self, **values: Any) -> Entry:
        facets = [*self.facets, *values.pop("facets", ())]
        return Entry(page=self.minutes.pk, day=self.day, facets=list(dict.fromkeys(facets)), **values)

    def status_of(self, action: ActionItem) -> list[str]:
        """As of today: what becomes overdue is looked at anew (`search.index.catch_up`)."""
        if action.number in self.closed:
            return [":status:done"]
        return [":status:open", *([":status:overdue"] if action.is_overdue() else [])]


def entries_of(minutes: MinutesPage) -> Iterator[Entry]:
    """Nothing that is hidden."""
    facts = _facts_of(minutes)
    yield _record(facts)
    for decision in content.items_of(minutes, "decisions"):
        if not hasattr(decision, "gap"):
            yield _decision(facts, decision)
    for action in content.items_of(minutes, "action_items"):
        if not hasattr(action, "gap"):
            yield _action(facts, action)
    files = [item for item in content.items_of(minutes, "attachments") if not hasattr(item, "gap")]
    named = [(item.document_id, item.title) for item in files]
    yield from file_entries(named, page=minutes.pk, address="#lampiran", day=facts.day, facets=facts.facets)


def _facts_of(minutes: MinutesPage) -> _Facts:
    came = [one.organisation for one in minutes.attendance.select_related("organisation") if one.took_part]
    meeting = minutes.held_meeting
    facets = [f":meeting:{meeting.kind}", *map(organisation_facet, [meeting.host, *came]), *teams_of(meeting.team)]
    day = timezone.localtime(minutes.started_at or meeting.starts_at).date()
    reports = {number: found for (_, number), found in reports_in([minutes.pk]).items()}
    for report in (one for found in reports.values() for one in found):
        report.minutes = minutes  # with what is blacked out in it
    newest = {number: found[-1].state for number, found in reports.items()}
    closed = {number for number, state in newest.items() if state in CLOSED}
    return _Facts(minutes, shown_of(minutes), day, facets, closed, reports)


def _record(facts: _Facts) -> Entry:
    minutes, shown = facts.minutes, facts.shown
    said = [_said(block, shown) for block in content.discussion_of(minutes)]
    rows = [item.text for relation in content.NUMBERED for item in content.items_of(minutes, relation)]
    files = [item.title for item in content.items_of(minutes, "attachments")]
    came = [shown.organisation(one.organisation_id) for one in content.items_of(minutes, "attendance")]
    actions = content.items_of(minutes, "action_items")
    treated = [words for item in actions if not hasattr(item, "gap") for words in facts.treated(item)]
    treated += [link.words for point in shown.meeting.points for link in point.links]
    status = {one for item in actions for one in facts.status_of(item)}
    spoke = Organisation.objects.filter(pk__in=speakers_of(minutes))
    decided = {_decided(one) for one in content.items_of(minutes, "decisions") if not hasattr(one, "gap")}
    teams = teams_named_in(minutes.title, shown.meeting.title, *said, *rows)
    return facts.entry(
        kind=Document.Kind.MINUTES,
        title=minutes.title,
        heads=_lines([minutes.number, shown.meeting.title, name_of(minutes.held_meeting.team)]),
        text=_lines([*said, *rows, *treated, *files, shown.meeting.room]),
        beside=_lines(map(_named, came)),
        facets=[*sorted(status), *sorted(map(speaker_facet, spoke)), *sorted(decided), *teams],
    )


def _decision(facts: _Facts, decision: Decision) -> Entry:
    number = decision.number
    return facts.entry(
        kind=Document.Kind.DECISION,
        title=decision.text,
        text=_lines([facts.minutes.title, decision.dissent]),
        part=f"keputusan/{number}",
        address=reverse("minutes:decision", args=[facts.minutes.pk, number]),
        facets=[_decided(decision), *teams_named_in(decision.text)],
    )


def _decided(decision: Decision) -> str:
    """With one voice, or with the reasons of those who did not agree."""
    return ":decision:dissent" if decision.dissent else ":decision:consensus"


def _action(facts: _Facts, action: ActionItem) -> Entry:
    owner = facts.shown.organisation(action.owner_id)
    return facts.entry(
        kind=Document.Kind.ACTION,
        title=action.text,
        text=_lines([facts.minutes.title, *facts.treated(action)]),
        beside=_named(owner),
        part=f"tindak-lanjut/{action.number}",
        address=reverse("minutes:action", args=[facts.minutes.pk, action.number]),
        facets=[*facts.status_of(action), *teams_named_in(action.text)],
    )


def _said(block: Any, shown: Shown) -> str:
    """Line by line; what is bold in the middle of a word does not cut it."""
    if block.block_type == "table":
        return table_words(block.value)
    if block.block_type != "statement":
        return plain(str(block.value))
    speaker = content.speaker_of(block.value, shown)
    return f"{speaker}: {block.value['text']}" if speaker else str(block.value["text"])


def _named(organisation: ShownOrganisation | None) -> str:
    return " ".join(dict.fromkeys([organisation.name, organisation.label])) if organisation else ""


def _lines(parts: Any) -> str:
    return "\n".join(part for part in parts if part)


DECISION_LABELS.update({"consensus": _("with one voice"), "dissent": _("with dissent")})
STATUS_LABELS.update({"open": _("open"), "overdue": _("overdue"), "done": _("done")})
register(
    Source(
        MinutesPage,
        entries_of,
        lambda: MinutesPage.objects.live().select_related("meeting__host", "meeting__team"),
        told_by={ActionReport: lambda row: row.minutes, HiddenPart: lambda row: row.minutes},
    )
)
WITHHELD.append(is_hidden_file)


@receiver(appended)
def follow_team(sender: Any, entry: LedgerEntry, target: models.Model, **kwargs: Any) -> None:
    """The minutes of a meeting are found by its team of today."""
    if isinstance(target, MeetingPage) and "team" in entry.data.get("changed", {}):
        owners = [owner_of(one) for one in MinutesPage.objects.filter(meeting=target)]
        transaction.on_commit(partial(follow, owners), robust=True)

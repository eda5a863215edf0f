"""Those in charge of a follow-up say how it stands, and show it. The minutes themselves do not change."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.audiences import MEMBERS, PUBLIC
from forum.forms.uploads import kind_of
from forum.models import Organisation, User
from minutes import events, permissions
from minutes.models import (
    ActionItem,
    ActionReport,
    ActionState,
    Elsewhere,
    Evidence,
    Exhibit,
    MinutesPage,
    ReportedLinks,
)
from minutes.models.items.actions import standing

VERBS = {
    ActionState.RUNNING: events.ACTION_PROGRESSED,
    ActionState.DONE: events.ACTION_DONE,
    ActionState.CANCELLED: events.ACTION_CANCELLED,
}


@transaction.atomic
def report_action(
    item: ActionItem,
    *,
    state: str,
    note: str,
    evidence: list[Exhibit] | None = None,
    elsewhere: Elsewhere | None = None,
    by: User,
) -> ActionReport:
    """How the follow-up stands now, with a word on what was done, or why it will not be, and where it is treated
    elsewhere.

    Raises ValidationError for a state that is none, for a file that is not what it says, and where the follow-up stood
    so already and nothing new shows it.
    """
    minutes = MinutesPage.objects.select_for_update(of=("self",)).get(pk=item.minutes_id)
    permissions.require(minutes.live and permissions.can_report(by, item))
    shown = evidence or []
    _require_news(minutes, item.number, state, is_shown=bool(shown or elsewhere))
    report = ActionReport(
        minutes=minutes,
        number=item.number,
        state=state,
        note=note,
        organisation=_organisation_of(item, by),
        office=ledger.office_of(by)[0],
        made_by=by,
    )
    report.full_clean()
    report.save()
    ActionItem.objects.filter(minutes=minutes, number=item.number).update(**standing(state))
    for one in shown:
        _show(report, one, by=by)
    if elsewhere:
        _link(report, elsewhere, by=by)
    data = {"number": item.number}
    ledger.append(VERBS[ActionState(state)], target=report, page=minutes, by=by, content=report.note, data=data)
    return report


def _link(report: ActionReport, elsewhere: Elsewhere, *, by: User) -> None:
    """Raises ValidationError for a state of nothing."""
    if not elsewhere.links:
        raise ValidationError(_("Say where: a system and its tracking id."))
    links = [link.as_json() for link in elsewhere.links]
    row = ReportedLinks(report=report, links=links, state=elsewhere.state, ended=elsewhere.ended)
    row.full_clean()
    row.save()
    verb = events.ACTION_LINK_REMOVED if elsewhere.ended else events.ACTION_LINKED
    told = Elsewhere(elsewhere.links, row.state, row.ended).plain
    ledger.append(verb, target=report, page=report.minutes, by=by, content=told, data={"number": report.number})


def _require_news(minutes: MinutesPage, number: int, state: str, *, is_shown: bool) -> None:
    newest = minutes.reports.filter(number=number).last()
    if newest and newest.state == state != ActionState.RUNNING and not is_shown:
        already = {
            ActionState.DONE: _("This follow-up was already recorded as done."),
            ActionState.CANCELLED: _("This follow-up was already cancelled."),
        }
        raise ValidationError(already[ActionState(state)])


def _organisation_of(item: ActionItem, by: User) -> Organisation | None:
    """Of those in charge the one for which this person speaks; else that of their office."""
    mine = {one.pk for one in permissions.organisations_of(by)}
    own = next((one for one in item.owners if one.pk in mine), None)
    return own or ledger.office_of(by)[1]


def _show(report: ActionReport, exhibit: Exhibit, *, by: User) -> None:
    evidence = Evidence(
        minutes=report.minutes,
        report=report,
        link=exhibit.link,
        audience=exhibit.audience,
        title=exhibit.title,
        made_by=by,
    )
    if exhibit.file:
        _keep(evidence, exhibit.file)
    evidence.title = evidence.title or evidence.kind.upper() or str(urlsplit(exhibit.link).hostname)
    evidence.full_clean()
    evidence.save()
    ledger.append(
        events.EVIDENCE_ADDED,
        target=evidence,
        page=report.minutes,
        by=by,
        audience=PUBLIC if evidence.audience == Evidence.Audience.PUBLIC else MEMBERS,
        content=[evidence.title, evidence.link, evidence.sha256],
        data={"number": report.number},
    )


def _keep(evidence: Evidence, file: Any) -> None:
    evidence.kind = kind_of(file)
    content = file.read()
    evidence.size, evidence.sha256 = len(content), hashlib.sha256(content).hexdigest()
    evidence.file.save(f"bukti.{evidence.kind}", ContentFile(content), save=False)

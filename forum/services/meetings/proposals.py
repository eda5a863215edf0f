"""Organisations propose items for the agenda of a meeting; the secretariat decides, and they are told."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model

from forum import clock, events, ledger, permissions
from forum.audiences import MEMBERS
from forum.ledger.acting import told_by_service
from forum.models import AgendaItem, AgendaPaper, AgendaProposal, MeetingPage, Organisation, User
from forum.models.meetings.agenda.standing import standing_items
from forum.models.typed import clean_lines, require_words
from forum.reading.agenda.proposals import end_of_proposals
from forum.reading.invitations.deliveries import recipients_of
from forum.services import tasks
from forum.services.meetings.lesser import keep_proposal


@transaction.atomic
def propose_item(
    meeting: MeetingPage,
    *,
    organisation: Organisation,
    title: str,
    reason: str,
    minutes: int | None = None,
    paper: UploadedFile | None = None,
    by: User,
) -> AgendaProposal:
    """Raises ValidationError when it is too late."""
    permissions.require(permissions.can_propose(by, meeting, organisation))
    if meeting.is_called_off or clock.now() >= end_of_proposals(meeting):
        raise ValidationError(_("Items can no longer be proposed for this meeting."), code="closed")
    words = {"title": title, "reason": reason, "minutes": minutes}
    proposal = AgendaProposal(meeting=meeting, organisation=organisation, proposed_by=by, **words)
    proposal.document = _stored(paper, by=by) if paper else None
    return _added(proposal, by=by)


def _stored(paper: UploadedFile, *, by: User) -> Any:
    document = get_document_model()(title=paper.name, file=paper, uploaded_by_user=by)
    document._set_document_file_metadata()
    with told_by_service():
        document.save()
    return document


def _added(proposal: AgendaProposal, *, by: User) -> AgendaProposal:
    proposal.full_clean()
    proposal.save()
    organisation = proposal.organisation
    content = [organisation.pk, proposal.title, proposal.reason, proposal.minutes]
    _record(events.PROPOSAL_MADE, proposal, by=by, organisation=organisation, content=content)
    return proposal


@transaction.atomic
def accept_proposal(
    proposal: AgendaProposal, *, audience: str = AgendaPaper.Audience.INVITED, by: User
) -> AgendaProposal:
    """It becomes the last item of the agenda, but for the one with which every meeting ends, with who proposed it; its
    paper is for this `audience`. It is published at once, unless somebody is at work on the page: then it is part of
    their draft."""
    current = _being_decided(proposal, by=by)
    draft = current.meeting.get_latest_revision_as_object()
    is_public = current.meeting.live and not current.meeting.has_unpublished_changes
    item = _item(current)
    draft.agenda_items = _with(item, list(draft.agenda_items.all()))
    if current.document:
        papers = {"item_key": item.key, "document": current.document, "audience": AgendaPaper.Audience(audience)}
        draft.papers.add(AgendaPaper(sort_order=len(draft.papers.all()), **papers))
    revision = draft.save_revision(user=by)
    _decide(current, AgendaProposal.State.ACCEPTED)
    if is_public:
        revision.publish(user=by, skip_permission_checks=True)
    _record(events.PROPOSAL_ACCEPTED, current, by=by)
    return current


def _item(proposal: AgendaProposal) -> AgendaItem:
    organisation = proposal.organisation
    about = {"minutes": proposal.minutes, "organisation": organisation, "proposed_by": organisation}
    return AgendaItem(text=proposal.title, **about)


def _with(item: AgendaItem, items: list[AgendaItem]) -> list[AgendaItem]:
    closing = [one.text for one in standing_items()[-1:]]
    end = len(items) - bool(closing and items and items[-1].text in closing)
    ordered = [*items[:end], item, *items[end:]]
    for order, one in enumerate(ordered):
        one.sort_order = order
    return ordered


@transaction.atomic
def defer_proposal(proposal: AgendaProposal, *, to: MeetingPage, reason: str = "", by: User) -> AgendaProposal:
    """It is open for the later meeting. Raises ValidationError if that is none."""
    current = _being_decided(proposal, by=by)
    if to.is_over or to.is_called_off or to.starts_at <= current.meeting.starts_at:
        raise ValidationError(_("Choose a later meeting."), code="meeting")
    words = clean_lines(reason)
    _decide(current, AgendaProposal.State.DEFERRED, reason=words, to=to)
    again: dict[str, Any] = {"title": current.title, "reason": current.reason, "minutes": current.minutes}
    again |= {"document": current.document, "proposed_by": current.proposed_by, "proposed_at": current.proposed_at}
    AgendaProposal.objects.create(meeting=to, organisation=current.organisation, **again)
    _record(events.PROPOSAL_DEFERRED, current, by=by, content=words)
    return current


@transaction.atomic
def decline_proposal(proposal: AgendaProposal, *, reason: str, by: User) -> AgendaProposal:
    """Raises ValidationError without a reason."""
    current = _being_decided(proposal, by=by)
    words = require_words(clean_lines(reason))
    _decide(current, AgendaProposal.State.DECLINED, reason=words)
    _record(events.PROPOSAL_DECLINED, current, by=by, content=words)
    return current


@transaction.atomic
def withdraw_proposal(proposal: AgendaProposal, *, by: User) -> AgendaProposal:
    """The organisation takes it back; that it was made stays on record. Raises ValidationError once it is decided."""
    permissions.require(permissions.can_withdraw_proposal(by, proposal))
    current = _open(proposal)
    _decide(current, AgendaProposal.State.WITHDRAWN)
    _record(events.PROPOSAL_WITHDRAWN, current, by=by)
    return current


def _being_decided(proposal: AgendaProposal, *, by: User) -> AgendaProposal:
    permissions.require(permissions.can_decide_proposals(by))
    return _open(proposal)


def _open(proposal: AgendaProposal) -> AgendaProposal:
    locked = AgendaProposal.objects.select_for_update(of=("self",)).select_related("meeting", "organisation")
    current = locked.get(pk=proposal.pk)
    if not current.is_open:
        raise ValidationError(_("This was decided already."), code="decided")
    return current


def _decide(proposal: AgendaProposal, state: str, *, reason: str = "", to: MeetingPage | None = None) -> None:
    proposal.state, proposal.decided_at, proposal.decision_reason = state, clock.now(), reason
    proposal.deferred_to = to
    proposal.full_clean(exclude=["meeting", "organisation", "proposed_by", "document"])
    proposal.save()
    addresses = recipients_of([proposal.organisation])[proposal.organisation_id].addresses
    for address in keep_proposal(proposal, addresses):
        transaction.on_commit(partial(tasks.mail_proposal.enqueue, proposal.pk, address))


def _record(verb: str, proposal: AgendaProposal, *, by: User, **more: Any) -> None:
    ledger.append(
        verb,
        target=proposal,
        page=proposal.meeting,
        by=by,
        audience=MEMBERS,
        data={"organisation": proposal.organisation.label},
        **more,
    )

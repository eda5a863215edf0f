"""Publication of pages: Wagtail does it, the ledger records it."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from modelsearch.tasks import insert_or_update_object_task
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import LogContext
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail.search import index

from forum import events, ledger, permissions
from forum.audiences import PUBLIC, SECRETARIAT
from forum.ledger.contents import content_check
from forum.models import EntryReason, InvitationPage, LedgerEntry, MeetingPage, RecordedPage, User
from forum.models.invitations import shown
from forum.models.pages import of_record_q
from forum.models.typed import clean_line, clean_lines, require_words
from forum.services.invitations.numbering import number_letter
from forum.services.invitations.registrations import plan_places
from forum.services.invitations.sending import send_invitation
from forum.services.meetings.agenda import keep_agenda_changes
from forum.services.meetings.calendar import keep_calendar
from forum.services.meetings.planning import plan_invitation, plan_meeting


@transaction.atomic
def publish_page(page: RecordedPage, *, by: User) -> RecordedPage:
    """Save a revision and publish it, as the editor's button does; the ledger hears of it by Wagtail's signal.

    May they? The forum answers that, not the tree's page permissions.
    """
    permissions.require(permissions.can_manage_forum(by))
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page


@transaction.atomic
def cancel_meeting(meeting: MeetingPage, *, reason: str, by: User) -> MeetingPage:
    """Call an announced meeting off: what is public says so, and why. Changes that were only drafted stay in the
    page's history.

    Raises ValidationError without a reason, or if the meeting is not public, is called off already or is over.
    """
    permissions.require(permissions.can_manage_forum(by))
    words = require_words(clean_line(reason))
    current = MeetingPage.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not current.can_be_cancelled:
        raise ValidationError(_("Only a meeting that is announced and not over can be called off."), code="state")
    current.status, current.status_reason = MeetingPage.Status.CANCELLED, words
    return publish_page(current, by=by)


@transaction.atomic
def record_publication(page: RecordedPage, *, by: User | None) -> LedgerEntry:
    if isinstance(page, InvitationPage):
        number_letter(page)
        _freeze_letter(page)
    published = f"{page.ledger_prefix}.published"
    first = not LedgerEntry.objects.filter(target=ledger.target_of(page), verb=published).exists()
    verb = published if first else f"{page.ledger_prefix}.changed"
    changed = {} if first else _told_changes(page, verb)
    reason = page.reason_of(changed)
    _follow_up(page, by=by)
    entry = ledger.append(
        verb,
        target=page,
        page=page,
        by=by,
        audience=page.ledger_audience,
        content=page.ledger_content(),
        data={
            "title": page.title,
            **({"changed": changed} if changed else {}),
            **({"reason": ledger.digest_of(reason)} if reason else {}),
        },
    )
    _keep(reason, entry)
    return entry


def _freeze_letter(invitation: InvitationPage) -> None:
    """The letter takes along the names, day and place that it is published with."""
    invitation.frozen = shown.freeze(invitation)
    InvitationPage.objects.filter(pk=invitation.pk).update(frozen=invitation.frozen)


def _told_changes(page: RecordedPage, verb: str) -> dict[str, list[Any]]:
    """Compared with what Wagtail's log says was published last."""
    if "changed" not in events.EVENTS[verb].data:
        return {}
    last = _last_publication(page)
    return page.told_changes(last.revision.as_object()) if last else {}


def _last_publication(page: RecordedPage) -> PageLogEntry | None:
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish", revision__isnull=False)
    return published.select_related("revision", "user").order_by("-timestamp", "-pk").first()


def _keep(reason: str, entry: LedgerEntry) -> None:
    if reason:
        EntryReason.objects.create(entry=entry, text=reason)


def _follow_up(page: RecordedPage, *, by: User | None) -> None:
    if isinstance(page, MeetingPage):
        before = keep_calendar(page)
        keep_agenda_changes(page, before=before)
        plan_meeting(page, before=before)
    if isinstance(page, InvitationPage):
        send_invitation(page, by=by)
        plan_invitation(page)
        plan_places(page)


@transaction.atomic
def withdraw_page(page: RecordedPage, *, reason: str, by: User) -> RecordedPage:
    """Take a published page back. Its address says then what was withdrawn, when, by which office and why.

    Raises ValidationError without a reason, or if the page is not public.
    """
    permissions.require(permissions.can_manage_forum(by))
    words = require_words(clean_lines(reason))
    current = type(page).objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not current.live:
        raise ValidationError(_("This page is not public."), code="not_public")
    current.withdrawal_reason = words
    with LogContext(user=by):
        UnpublishPageAction(current, user=by).execute(skip_permission_checks=True)
    return current


@transaction.atomic
def record_withdrawal(page: RecordedPage, *, by: User | None) -> LedgerEntry:
    """Where nobody did it who could give a reason, it says what did: the day that was set, or a command."""
    reason = page.withdrawal_reason or ("" if by else _what_withdrew(page))
    entry = ledger.append(
        f"{page.ledger_prefix}.withdrawn",
        target=page,
        page=page,
        by=by,
        audience=page.ledger_audience,
        content=reason,
        data={"title": page.title},
    )
    _keep(reason, entry)
    if isinstance(page, MeetingPage):
        plan_meeting(page, before=keep_calendar(page))
    if isinstance(page, InvitationPage):
        plan_invitation(page)
    return entry


def _what_withdrew(page: RecordedPage) -> str:
    if not page.expired:
        return _("A command on the server withdrew it; no reason was given with it.")
    log = _last_publication(page)
    office = ledger.office_of(log.user)[0] if log and log.user else ""
    if not office:
        return _("The day was reached that had been set for its end.")
    return _("The day was reached that %(office)s had set for its end.") % {"office": office}


# --- what else happens to a page


def is_of_record(page: Page) -> bool:
    """It was published once, or a page below it was."""
    return page.get_descendants(inclusive=True).filter(of_record_q()).exists()


def require_not_of_record(page: Page) -> None:
    if is_of_record(page):
        raise PermissionDenied(_("This was published: it can be withdrawn with a reason, not moved away or deleted."))


def record_privacy(page: Page, *, restriction: PageViewRestriction | None, by: User) -> LedgerEntry:
    """Told under every published page below as well: it holds for them too."""
    told = {"title": page.title, **({"way": restriction.restriction_type} if restriction else {})}
    below = page.get_descendants().live()
    return _append(events.PAGE_RESTRICTED if restriction else events.PAGE_OPENED, page, by=by, data=told, also=below)


def record_move(page: Page, *, by: User) -> LedgerEntry:
    return _append(events.PAGE_MOVED, page, by=by, data={"title": page.title})


@transaction.atomic
def record_deletion(page: Page, *, by: User) -> LedgerEntry:
    return ledger.append(events.PAGE_DELETED, target=page, by=by, audience=SECRETARIAT, data={"title": page.title})


@transaction.atomic
def _append(verb: str, page: Page, **values: Any) -> LedgerEntry:
    audience = getattr(page.specific, "ledger_audience", PUBLIC) if is_of_record(page) else SECRETARIAT
    return ledger.append(verb, target=page.specific, page=page, audience=audience, **values)


@content_check
def changed_reasons() -> Iterator[str]:
    """Reasons that are not those that the entries were made with."""
    for reason in EntryReason.objects.select_related("entry").order_by("pk"):
        if ledger.digest_of(reason.text) not in (reason.entry.content, reason.entry.data.get("reason")):
            yield f"the reason of entry {reason.pk} is not the one that was given"


def search_anew(page: Page) -> None:
    """What is found changed past `save`. Where the database itself searches, that is so at once; another server is told
    after the commit, by a task that is tried again while it is away."""
    if settings.SEARCH_URL:
        insert_or_update_object_task.enqueue(page._meta.app_label, page._meta.model_name, str(page.pk))
    else:
        index.insert_or_update_object(page)

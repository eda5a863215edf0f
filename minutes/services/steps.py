"""Every change to minutes beside editing and corrections: the four steps."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger
from forum.models import MeetingPage, Organisation, ShownMeeting, User
from forum.models.typed import says_something
from minutes import events, permissions
from minutes.models import (
    Approval,
    Circulation,
    MinutesPage,
    Recipient,
    Reopening,
    content,
    shown,
    states,
)
from minutes.models.items.facts import facts_by_part
from minutes.models.records.corrections import end_of_day
from minutes.models.states import State, Step
from minutes.reading.corrections import last_editor_key
from minutes.services import tasks
from minutes.services.corrections.guests import ask_guests
from minutes.services.corrections.numbering import settle_decisions
from minutes.services.corrections.terms import terms_of
from minutes.services.editions import publish_edition
from minutes.services.files import keep_files
from minutes.services.redaction import require_answered

LONGEST = 90  # days to object


@transaction.atomic
def circulate_minutes(
    minutes: MinutesPage, *, days: int | None = None, addresses: Mapping[str, str] | None = None, by: User
) -> MinutesPage:
    """Send the newest draft to the organisations that took part and to guests, number the items, and freeze all that it
    shows. For so many days they may object. `addresses`: those that guests without one gave for this, by their key. May
    be repeated; numbers stay.

    Raises ValidationError without a day for them, if nobody took part, if a file is gone, or if a part has no words:
    while a draft is being written, Wagtail asks for none."""
    current = _begin(minutes, Step.CIRCULATE, by=by)
    days = settings.MINUTES_CORRECTION_DAYS if days is None else days
    if not 1 <= days <= LONGEST:
        raise ValidationError({"days": _("Give those present from 1 to 90 days.")})
    draft, editor_key = _newest(current), last_editor_key(current)
    organisations = {a.organisation for a in draft.attendance.all() if a.took_part}
    if not organisations:
        raise ValidationError(_("Enter first which organisations took part: they receive the minutes."))
    if not all(map(says_something, content.texts_of(draft))):
        raise ValidationError(_("A part of the minutes says nothing yet. Fill it in, or remove it."))
    numbers = _give_numbers(draft)
    draft.frozen = shown.freeze(draft, keep_files(draft))
    if not draft.live:
        draft.save()
    revision = draft.save_revision(user=by)
    text = revision.as_object()
    _address(current, organisations)
    ask_guests(draft, addresses or {})
    circulated = _finish(
        current,
        Step.CIRCULATE,
        events.MINUTES_CIRCULATED,
        by=by,
        circulated_at=clock.now(),
        circulated_revision=revision,
        digest=content.digest_of(text),
        last_numbers=numbers,
    )
    circulation = Circulation.objects.create(
        minutes=circulated,
        edition=circulated.edition + 1,
        digest=circulated.digest,
        content={**content.words_by_part(text), **facts_by_part(text)},
        closes_at=end_of_day(days),
        editor_key=editor_key or by.pk,
        made_by=by,
    )
    transaction.on_commit(partial(tasks.mail_circulation.enqueue, circulation.pk))
    return circulated


@transaction.atomic
def approve_minutes(
    minutes: MinutesPage, *, meeting: MeetingPage | None = None, over_objections: bool = False, by: User
) -> MinutesPage:
    """Approve exactly the text that was circulated: in a meeting, or in writing.

    Raises ValidationError before the deadline unless all present agreed; for the last editor; over objections without
    an answer, unless that is said; and if the draft, or the meeting that it tells of, was changed since then."""
    current = _begin(minutes, Step.APPROVE, by=by)
    draft = _newest(current)
    if content.digest_of(draft) != current.digest:
        raise ValidationError(_("The text was changed after it was circulated. Circulate it again first."))
    _require_same_meeting(draft)
    terms = terms_of(current, meeting=meeting, over_objections=over_objections, by=by)
    office, _organisation = ledger.office_of(by)
    edition = current.edition + 1
    terms.approval = Approval.objects.create(
        minutes=current, edition=edition, office=office, digest=current.digest, made_by=by
    )
    terms.save()
    told = settle_decisions(draft)
    return _finish(current, Step.APPROVE, events.MINUTES_APPROVED, by=by, told=told, approved_at=clock.now())


@transaction.atomic
def publish_minutes(minutes: MinutesPage, *, over_findings: bool = False, by: User) -> MinutesPage:
    """Make the approved text public and lock it. `forum.services.signals` writes the entry when Wagtail publishes.

    Raises ValidationError while something looks like personal data and has no answer, unless that is said."""
    current = _begin(minutes, Step.PUBLISH, by=by)
    if not over_findings:
        require_answered(current)
    return publish_edition(current, _newest(current), by=by)


@transaction.atomic
def reopen_minutes(minutes: MinutesPage, *, reason: str, by: User) -> MinutesPage:
    """Set the minutes back to draft, with a reason. The public edition stays until the next one replaces it."""
    current = _begin(minutes, Step.REOPEN, by=by)
    was_published = current.state == State.PUBLISHED
    reopening = Reopening(minutes=current, reason=reason, was_published=was_published, made_by=by)
    reopening.full_clean()
    reopening.save()
    if was_published:
        # The next draft starts from the rows of the live edition, so that their keys and numbers are kept.
        MinutesPage.objects.get(pk=current.pk).save_revision(user=by)
    return _finish(current, Step.REOPEN, events.MINUTES_REOPENED, by=by, digested=reopening.reason)


def _require_same_meeting(draft: MinutesPage) -> None:
    if not draft.frozen:
        raise ValidationError(
            _("These minutes were circulated before names, place and files were frozen. Circulate them again first.")
        )
    differing = shown.thaw(draft.frozen).meeting.differences(ShownMeeting.of(draft.held_meeting))
    if differing:
        raise ValidationError(
            _("In the meeting this was changed after circulation: %(what)s. Circulate the minutes again first."),
            params={"what": ", ".join(differing)},
        )


def _locked(minutes: MinutesPage) -> MinutesPage:
    """The page with its row locked: of two people who take a step at once, one waits."""
    return MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)


def _begin(minutes: MinutesPage, step: Step, *, by: User) -> MinutesPage:
    current = _locked(minutes)
    permissions.require(permissions.can_take(by, step, current))
    if not states.allows(current.state, step):
        raise ValidationError(
            _("This step is not possible now: the minutes are %(state)s."),
            params={"state": current.get_state_display()},
        )
    return current


def _finish(
    minutes: MinutesPage,
    step: Step,
    verb: str,
    *,
    by: User,
    digested: str = "",
    told: dict[str, Any] | None = None,
    **values: Any,
) -> MinutesPage:
    changed = _set(minutes, state=states.after(step), **values)
    ledger.append(
        verb,
        target=changed,
        page=changed,
        by=by,
        content=digested or changed.digest,
        data={"text": changed.digest, **(told or {})},
    )
    return changed


def _set(minutes: MinutesPage, **values: Any) -> MinutesPage:
    """Write fields of the page without a draft of Wagtail."""
    MinutesPage.objects.filter(pk=minutes.pk).update(**values)
    return MinutesPage.objects.get(pk=minutes.pk)


def _newest(minutes: MinutesPage) -> MinutesPage:
    return minutes.get_latest_revision_as_object()


def _give_numbers(draft: MinutesPage) -> dict[str, int]:
    """Number the items that have no number. Returns the highest numbers ever given, so that none is given twice."""
    numbers = dict(draft.last_numbers)
    for relation in content.NUMBERED:
        items = content.stored_items(draft, relation)
        for item in items:
            if item.number is None:
                numbers[relation] = numbers.get(relation, 0) + 1
                item.number = numbers[relation]
        getattr(draft, relation).set(items)
    return numbers


def _address(minutes: MinutesPage, organisations: set[Organisation]) -> None:
    """Set the recipients of this circulation. An organisation that was entered by mistake can no longer read the
    text."""
    minutes.recipients.exclude(organisation__in=organisations).delete()
    for organisation in organisations:
        Recipient.objects.get_or_create(minutes=minutes, organisation=organisation)

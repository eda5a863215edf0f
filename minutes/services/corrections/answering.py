"""The secretariat accepts a correction, by which the minutes change, declines it with a reason, or asks back; whoever
objected replies, or takes it back."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import ledger
from forum.models import User
from forum.models.typed import clean_lines, require_words, says_something
from minutes import events, permissions
from minutes.models import Correction, CorrectionStep, GuestLink, MinutesPage, content
from minutes.models.states import State
from minutes.services import tasks
from minutes.services.corrections.by_link import opened
from minutes.services.corrections.objecting import locked, require_open
from minutes.services.corrections.rewriting import rewrite

Step = CorrectionStep.Step


@transaction.atomic
def accept_correction(correction: Correction, *, words: str = "", reason: str = "", by: User) -> CorrectionStep:
    """Put `words` in the place of the passage. What concerns no row of the text is changed in the editor and circulated
    again; then a reason says so.

    Raises ValidationError after the deadline, if it was answered already, and if the draft is not what was circulated.
    """
    minutes, correction = _to_answer(correction, by=by)
    require_open(minutes)
    if not correction.passage.part:
        return _record(Step.ACCEPTED, events.CORRECTION_ACCEPTED, correction, require_words(clean_lines(reason)), by=by)
    draft = minutes.get_latest_revision_as_object()
    if content.digest_of(draft) != minutes.digest:
        raise ValidationError(_("The text was changed after it was circulated. Circulate it again first."))
    before, after = rewrite(draft, correction.passage, require_words(clean_lines(words)))
    if not says_something(after) or before == after:
        raise ValidationError({"words": _("These words change nothing.")})
    _circulate_changed(minutes, draft, by=by)
    reason = clean_lines(reason)
    return _record(Step.ACCEPTED, events.CORRECTION_ACCEPTED, correction, reason, by=by, before=before, after=after)


@transaction.atomic
def decline_correction(correction: Correction, *, reason: str, by: User) -> CorrectionStep:
    """With a reason. It stands all the same, and is annexed to the minutes, unless whoever objected takes it back."""
    _minutes, correction = _to_answer(correction, by=by)
    words = require_words(clean_lines(reason))
    return _record(Step.DECLINED, events.CORRECTION_DECLINED, correction, words, by=by)


@transaction.atomic
def ask_about_correction(correction: Correction, *, question: str, by: User) -> CorrectionStep:
    _minutes, correction = _to_answer(correction, by=by)
    words = require_words(clean_lines(question))
    return _record(Step.ASKED, events.CORRECTION_DISCUSSED, correction, words, by=by)


@transaction.atomic
def reply_about_correction(correction: Correction, *, reply: str, by: User) -> CorrectionStep:
    correction = _of_own(correction, by=by)
    words = require_words(clean_lines(reply))
    return _record(Step.REPLIED, events.CORRECTION_DISCUSSED, correction, words, by=by)


@transaction.atomic
def withdraw_correction(correction: Correction, *, reason: str = "", by: User) -> CorrectionStep:
    """Raises ValidationError if it is settled."""
    correction = _of_own(correction, by=by)
    return _record(Step.WITHDRAWN, events.CORRECTION_WITHDRAWN, correction, clean_lines(reason), by=by)


@transaction.atomic
def reply_by_link(link: GuestLink, correction: Correction, *, reply: str) -> CorrectionStep:
    """A guest replies. Raises ValidationError if the link does not open the text any more."""
    correction = _of_guest(link, correction)
    words = require_words(clean_lines(reply))
    return _record(Step.REPLIED, events.CORRECTION_DISCUSSED, correction, words, by=None)


@transaction.atomic
def withdraw_by_link(link: GuestLink, correction: Correction, *, reason: str = "") -> CorrectionStep:
    correction = _of_guest(link, correction)
    return _record(Step.WITHDRAWN, events.CORRECTION_WITHDRAWN, correction, clean_lines(reason), by=None)


def _to_answer(correction: Correction, *, by: User) -> tuple[MinutesPage, Correction]:
    minutes = locked(correction.minutes)
    permissions.require(permissions.can_answer_correction(by))
    fresh = _fresh(correction)
    if minutes.state != State.CIRCULATED or fresh.is_answered or fresh.is_settled:
        raise ValidationError(_("This correction is settled already."))
    return minutes, fresh


def _of_own(correction: Correction, *, by: User) -> Correction:
    minutes = locked(correction.minutes)
    permissions.require(permissions.can_reply(by, correction))
    fresh = _fresh(correction)
    if minutes.state != State.CIRCULATED or fresh.is_settled:
        raise ValidationError(_("This correction is settled already."))
    return fresh


def _of_guest(link: GuestLink, correction: Correction) -> Correction:
    """Raises PermissionDenied for what another one said."""
    opened(link)
    fresh = _fresh(correction)
    permissions.require(permissions.is_of_guest(fresh, link.guest))
    if fresh.is_settled:
        raise ValidationError(_("This correction is settled already."))
    return fresh


def _fresh(correction: Correction) -> Correction:
    return Correction.objects.select_related("organisation", "passage", "by_guest").get(pk=correction.pk)


def _circulate_changed(minutes: MinutesPage, draft: MinutesPage, *, by: User) -> None:
    """What those present read from now on, and what is approved."""
    if not draft.live:
        draft.save()
    revision = draft.save_revision(user=by)
    digest = content.digest_of(revision.as_object())
    MinutesPage.objects.filter(pk=minutes.pk).update(circulated_revision=revision, digest=digest)


def _record(
    step: Step, verb: str, correction: Correction, words: str, *, by: User | None, **changed: str
) -> CorrectionStep:
    """Without a login it is the guest who asked for the correction."""
    office = ledger.office_of(by)[0] if by else correction.full_label
    row = CorrectionStep(correction=correction, step=step, words=words, office=office, made_by=by, **changed)
    row.full_clean(exclude=["made_by"])
    row.save()
    minutes = MinutesPage.objects.get(pk=correction.minutes_id)
    told: dict[str, Any] = {"content": words} if words else {}
    if step == Step.ACCEPTED:
        told = {"content": [row.before, row.after, words], "data": {"text": minutes.digest}}
    if not by:
        told["actor_label"] = correction.full_label
    ledger.append(verb, target=correction, page=minutes, by=by, **told)
    if by and by.pk != correction.made_by_id:
        transaction.on_commit(partial(tasks.mail_correction_step.enqueue, row.pk))
    return row

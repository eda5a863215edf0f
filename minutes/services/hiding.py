"""A part of published minutes goes out of sight by two people, with a visible gap; one may show it again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.search import index

from forum import clock, ledger
from forum.models import User
from forum.models.ledger import Why
from forum.models.typed import clean_lines, require_words
from minutes import events, permissions
from minutes.models import HiddenPart, HidingStep, MinutesPage, content

State = HiddenPart.State


@transaction.atomic
def propose_hiding(minutes: MinutesPage, *, part: str, reason: str, note: str, by: User) -> HiddenPart:
    """Ask for a second person who hides the part. Raises ValidationError without a reason of the list and an
    explanation, on a part that the minutes do not have, and on what is proposed or hidden already."""
    minutes = _locked(minutes)
    permissions.require(permissions.can_hide(by, minutes))
    words = require_words(clean_lines(note))
    if reason not in Why.values:
        raise ValidationError({"reason": _("Choose one of the reasons.")})
    if part not in content.parts_of(minutes):
        raise ValidationError({"part": _("There are no such words.")})
    earlier = minutes.hidings.filter(part=part).prefetch_related("steps")
    if any(one.state in (State.PROPOSED, State.CONFIRMED) for one in earlier):
        raise ValidationError(_("This is proposed or hidden already."))
    office, at = ledger.office_of(by)[0], clock.now()
    hiding = HiddenPart(minutes=minutes, part=part, reason=reason, note=words, by=by, office=office, at=at)
    hiding.seq = _append(events.HIDING_PROPOSED, hiding, [part, reason, words], by=by)
    hiding.save()
    return hiding


@transaction.atomic
def confirm_hiding(hiding: HiddenPart, *, reason: str = "", by: User) -> HidingStep:
    """The second person: the part is hidden. Raises ValidationError if somebody has decided already."""
    hiding = _to_decide(hiding, by=by)
    told = [hiding.part, hiding.reason, hiding.note]
    return _record(events.PART_HIDDEN, HidingStep.Step.CONFIRMED, hiding, clean_lines(reason), by=by, told=told)


@transaction.atomic
def refuse_hiding(hiding: HiddenPart, *, reason: str, by: User) -> HidingStep:
    """The second person says no, with a reason."""
    hiding = _to_decide(hiding, by=by)
    words = require_words(clean_lines(reason))
    return _record(events.HIDING_REFUSED, HidingStep.Step.REFUSED, hiding, words, by=by, told=words)


@transaction.atomic
def lift_hiding(hiding: HiddenPart, *, reason: str, by: User) -> HidingStep:
    """Show again what was hidden. One person may: it is to the readers' good."""
    hiding = _held(hiding)
    permissions.require(permissions.can_hide(by, hiding.minutes))
    if hiding.state != State.CONFIRMED:
        raise ValidationError(_("These words are not hidden."))
    words = require_words(clean_lines(reason))
    return _record(events.PART_SHOWN, HidingStep.Step.LIFTED, hiding, words, by=by, told=words)


def _to_decide(hiding: HiddenPart, *, by: User) -> HiddenPart:
    hiding = _held(hiding)
    permissions.require(permissions.can_decide_hiding(by, hiding))
    if not hiding.is_open:
        raise ValidationError(_("This was decided meanwhile, or the time for it is over."))
    return hiding


def _locked(minutes: MinutesPage) -> MinutesPage:
    """One step after another."""
    return MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)


def _held(hiding: HiddenPart) -> HiddenPart:
    _locked(hiding.minutes)
    return HiddenPart.objects.select_related("minutes").get(pk=hiding.pk)


def _record(verb: str, step: HidingStep.Step, hiding: HiddenPart, words: str, *, by: User, told: object) -> HidingStep:
    office, at = ledger.office_of(by)[0], clock.now()
    row = HidingStep(hiding=hiding, step=step, words=words, by=by, office=office, at=at)
    row.seq = _append(verb, hiding, told, by=by)
    row.save()
    _search_what_is_shown(hiding.minutes_id)
    return row


def _append(verb: str, hiding: HiddenPart, told: object, *, by: User) -> int:
    data = {"part": hiding.part, "reason": hiding.reason}
    return ledger.append(verb, target=hiding.minutes, page=hiding.minutes, by=by, content=told, data=data).seq


def _search_what_is_shown(pk: int) -> None:
    """The text of the archive, and what the search engine has of it."""
    minutes = MinutesPage.objects.get(pk=pk)
    if minutes.live:
        MinutesPage.objects.filter(pk=pk).update(published_text=content.text_of(minutes))
        index.insert_or_update_object(MinutesPage.objects.get(pk=pk))

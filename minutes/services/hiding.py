"""A part of published minutes goes out of sight by two people, with a visible gap; one may show it again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum import clock, ledger
from forum.audiences import PUBLIC, SECRETARIAT
from forum.models import User
from forum.models.ledger.hiding import State, Step, may_lapse, require_open, require_possible, undecided
from forum.models.typed import clean_lines, require_words
from forum.services import search_anew
from minutes import events, permissions
from minutes.models import HiddenPart, HidingStep, MinutesPage, content
from search.services import follow_file


@transaction.atomic
def propose_hiding(
    minutes: MinutesPage, *, part: str, reason: str, note: str, at_once: bool = False, by: User
) -> HiddenPart:
    """Ask for a second person who hides the part; `at_once` hides personal data until that one decides.

    Raises ValidationError without an explanation, on a part that the minutes do not have, and as `require_possible`.
    """
    minutes = _locked(minutes)
    permissions.require(permissions.can_hide(by, minutes))
    words = require_words(clean_lines(note))
    if part not in content.hideable(minutes):
        raise ValidationError({"part": _("There are no such words.")})
    earlier = minutes.hidings.filter(part=part).prefetch_related("steps")
    require_possible(earlier, reason=reason, at_once=at_once)
    office, at = ledger.office_of(by)[0], clock.now()
    hiding = HiddenPart(
        minutes=minutes, part=part, reason=reason, note=words, provisional=at_once, by=by, office=office, at=at
    )
    told: dict[str, Any] = {"data": {"provisional": True}} if at_once else {}
    verb = events.PART_HIDDEN if at_once else events.HIDING_PROPOSED
    hiding.seq = _append(verb, hiding, [part, reason, words], by=by, **told)
    hiding.save()
    _search_what_is_shown(minutes.pk, part)
    return hiding


@transaction.atomic
def confirm_hiding(hiding: HiddenPart, *, reason: str = "", by: User) -> HidingStep:
    """The second person: the part is hidden, or stays so. Raises ValidationError if somebody has decided already."""
    hiding = _to_decide(hiding, by=by)
    words = clean_lines(reason)
    if hiding.provisional:
        return _record(events.HIDING_CONFIRMED, Step.CONFIRMED, hiding, words, by=by)
    told = [hiding.part, hiding.reason, hiding.note]
    return _record(events.PART_HIDDEN, Step.CONFIRMED, hiding, words, by=by, told=told)


@transaction.atomic
def refuse_hiding(hiding: HiddenPart, *, reason: str, by: User) -> HidingStep:
    """The second person says no, with a reason: what was hidden at once is shown again, and everybody is told."""
    hiding = _to_decide(hiding, by=by)
    words = require_words(clean_lines(reason))
    audience = PUBLIC if hiding.provisional else SECRETARIAT
    return _record(events.HIDING_REFUSED, Step.REFUSED, hiding, words, by=by, audience=audience)


@transaction.atomic
def lift_hiding(hiding: HiddenPart, *, reason: str, by: User) -> HidingStep:
    """Show again what was hidden. One person may: it is to the readers' good."""
    hiding = _held(hiding)
    permissions.require(permissions.can_hide(by, hiding.minutes))
    if hiding.state != State.CONFIRMED:
        raise ValidationError(_("These words are not hidden."))
    words = require_words(clean_lines(reason))
    return _record(events.PART_SHOWN, Step.LIFTED, hiding, words, by=by)


def lapse_hidings() -> int:
    """Record which parts nobody confirmed in time; returns their number. Readers see them already, the search of the
    archive finds them again."""
    waiting = undecided(HiddenPart.objects.filter(provisional=True))
    return sum(_lapse(hiding) for hiding in waiting.order_by("pk"))


@transaction.atomic
def _lapse(hiding: HiddenPart) -> bool:
    hiding = _held(hiding)
    if not may_lapse(hiding):
        return False
    _record(events.HIDING_LAPSED, Step.LAPSED, hiding, "", by=None)
    return True


@transaction.atomic
def look_at_hidden_part(hiding: HiddenPart, *, by: User) -> str:
    """The words that are or may be hidden. Each look is on record."""
    permissions.require(permissions.can_hide(by, hiding.minutes))
    _append(events.HIDDEN_PART_READ, hiding, "", by=by)
    return content.hideable(hiding.minutes).get(hiding.part, ("", ""))[1]


def _to_decide(hiding: HiddenPart, *, by: User) -> HiddenPart:
    hiding = _held(hiding)
    permissions.require(permissions.can_decide_hiding(by, hiding))
    require_open(hiding)
    return hiding


def _locked(minutes: MinutesPage) -> MinutesPage:
    """One step after another."""
    return MinutesPage.objects.select_for_update(of=("self",)).get(pk=minutes.pk)


def _held(hiding: HiddenPart) -> HiddenPart:
    _locked(hiding.minutes)
    return HiddenPart.objects.select_related("minutes").get(pk=hiding.pk)


def _record(
    verb: str,
    step: Step,
    hiding: HiddenPart,
    words: str,
    *,
    by: User | None,
    told: object = None,
    **entry: Any,
) -> HidingStep:
    """`told` is what the entry has the digest of, if not the words."""
    office, at = ledger.office_of(by)[0], clock.now()
    row = HidingStep(hiding=hiding, step=step, words=words, by=by, office=office, at=at)
    row.seq = _append(verb, hiding, told or words, by=by, **entry)
    row.save()
    _search_what_is_shown(hiding.minutes_id, hiding.part)
    return row


def _append(
    verb: str, hiding: HiddenPart, told: object, *, by: User | None, data: dict[str, Any] | None = None, **entry: Any
) -> int:
    minutes, about = hiding.minutes, {"part": hiding.part, "reason": hiding.reason, **(data or {})}
    return ledger.append(verb, target=minutes, page=minutes, by=by, content=told, data=about, **entry).seq


def _search_what_is_shown(pk: int, part: str) -> None:
    """The text of the archive, and what the search engine has of it."""
    minutes = MinutesPage.objects.get(pk=pk)
    if minutes.live:
        MinutesPage.objects.filter(pk=pk).update(published_text=content.text_of(minutes))
        search_anew(MinutesPage.objects.get(pk=pk))
    relation, _colon, key = part.partition(":")
    if relation == "attachments":
        follow_file(int(key))

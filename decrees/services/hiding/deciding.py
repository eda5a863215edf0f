"""What becomes of a hiding: a second person confirms or refuses it, it lapses, is objected to, is lifted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, Concealment, ConcealmentStep
from decrees.models.words import clean_text
from decrees.services.hiding.targets import publish_about_hiding, rows_of
from decrees.services.notifying import notices
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import Organisation, User
from forum.models.ledger.hiding import State, Step, may_lapse, require_open, undecided
from forum.models.typed import require_words


@transaction.atomic
def confirm_hiding(concealment: Concealment, *, reason: str = "", by: User) -> ConcealmentStep:
    """The second person: the words are hidden, or stay so. Raises ValidationError if somebody has decided already."""
    concealment = _held(concealment)
    permissions.require(permissions.can_decide_hiding(by, concealment))
    require_open(concealment)
    words = clean_text(reason)
    if concealment.provisional:
        return _record(events.HIDING_CONFIRMED, Step.CONFIRMED, concealment, words, by=by)
    content = [list(concealment.hidden_words.values_list("entry", flat=True)), concealment.reason, concealment.note]
    step = _record(events.WORDS_HIDDEN, Step.CONFIRMED, concealment, words, by=by, content=content)
    notices.notify_hidden(concealment, rows_of(concealment), by=by)
    return step


@transaction.atomic
def refuse_hiding(concealment: Concealment, *, reason: str, by: User) -> ConcealmentStep:
    """The second person says no, with a reason: what was hidden at once is shown again."""
    concealment = _held(concealment)
    permissions.require(permissions.can_decide_hiding(by, concealment))
    require_open(concealment)
    words = require_words(clean_text(reason))
    if not concealment.provisional:
        return _record(events.HIDING_REFUSED, Step.REFUSED, concealment, words, by=by, audience=SECRETARIAT)
    step = _record(events.HIDING_REFUSED, Step.REFUSED, concealment, words, by=by)
    notices.notify_shown(concealment, rows_of(concealment), by=by)
    return step


@transaction.atomic
def lift_hiding(concealment: Concealment, *, reason: str, by: User) -> ConcealmentStep:
    """Show again what was hidden, for example after an objection. One person may: it is to the readers' good."""
    concealment = _held(concealment)
    permissions.require(permissions.can_hide(by, concealment.comment))
    if concealment.state != State.CONFIRMED:
        raise ValidationError(_("These words are not hidden, or are erased already."))
    words = require_words(clean_text(reason))
    step = _record(events.HIDING_LIFTED, Step.LIFTED, concealment, words, by=by)
    notices.notify_shown(concealment, rows_of(concealment), by=by)
    return step


@transaction.atomic
def uphold_hiding(concealment: Concealment, *, reason: str, by: User) -> ConcealmentStep:
    """After an objection: the words stay hidden, and everybody reads why. Not by whoever wanted them hidden."""
    concealment = _held(concealment)
    permissions.require(permissions.can_decide_hiding(by, concealment))
    if concealment.state != State.CONFIRMED or not concealment.has_open_objection:
        raise ValidationError(_("There is no objection that waits for an answer."))
    words = require_words(clean_text(reason))
    return _record(events.HIDING_UPHELD, Step.UPHELD, concealment, words, by=by)


@transaction.atomic
def object_to_hiding(concealment: Concealment, *, words: str, by: User) -> ConcealmentStep:
    """The organisation that commented objects; everybody reads that at the gap."""
    concealment = _held(concealment)
    permissions.require(permissions.can_object_to_hiding(by, concealment))
    if concealment.state not in (State.PROVISIONAL, State.CONFIRMED, State.ERASED):
        raise ValidationError(_("These words are not hidden."))
    said, organisation = require_words(clean_text(words)), concealment.comment.organisation
    office = permissions.office_in(by, organisation)
    return _record(
        events.HIDING_OBJECTED, Step.OBJECTED, concealment, said, by=by, office=office, organisation=organisation
    )


def lapse_hidings() -> int:
    """Record which hidings nobody confirmed in time, and tell; returns their number. Readers see the words already."""
    waiting = undecided(Concealment.objects.filter(provisional=True))
    return sum(_lapse(concealment) for concealment in waiting.order_by("pk"))


@transaction.atomic
def _lapse(concealment: Concealment) -> bool:
    concealment = _held(concealment)
    if not may_lapse(concealment):
        return False
    _record(events.HIDING_LAPSED, Step.LAPSED, concealment, "", by=None)
    notices.notify_shown(concealment, rows_of(concealment), by=None)
    return True


def _held(concealment: Concealment) -> Concealment:
    """With its comment locked until the end of the transaction: one step after another."""
    Comment.objects.select_for_update(of=("self",)).get(pk=concealment.comment_id)
    return Concealment.objects.select_related("comment__version__decree", "comment__organisation").get(
        pk=concealment.pk
    )


def _record(
    verb: str,
    step: Step,
    concealment: Concealment,
    words: str,
    *,
    by: User | None,
    office: str = "",
    organisation: Organisation | None = None,
    content: Any = None,
    **entry: Any,
) -> ConcealmentStep:
    office = office or ledger.office_of(by)[0]
    row = ConcealmentStep(concealment=concealment, step=step, words=words, by=by, office=office, at=clock.now())
    told: dict[str, Any] = {"organisation": organisation, "actor_label": office, **entry}
    content = words if content is None else content
    publish_about_hiding(verb, concealment, rows_of(concealment), row=row, by=by, content=content, **told)
    return row

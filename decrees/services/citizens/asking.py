"""A citizen types a comment or wants to support one: it waits for the link in the mail."""

import uuid
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from decrees import permissions
from decrees.models import Citizen, CitizenComment, CitizenSupport, Comment, DecreePage, Version
from decrees.models.participation.citizens import Kind
from decrees.models.words import clean_text
from decrees.services.commenting.comments import hold_round, round_of
from decrees.services.commenting.saying import set_comment_place, set_further_places, wordings_beside
from decrees.services.notifying import tasks
from decrees.text.anchoring.further import Chosen
from decrees.text.passages import TextQuoteSelector
from forum import clock
from forum.models.typed import clean_line, require_words, says_something
from forum.services import limits

MAILS_PER_HOUR = 3  # to one address about one draft: the first link leads to all that was typed since
MAILS_TO_ADDRESS_PER_HOUR = 10
MOST_UNCONFIRMED = 20  # of one address on one draft


@transaction.atomic
def ask_to_be_heard(
    version: Version,
    *,
    clause: str,
    start: int | None = None,
    end: int | None = None,
    quote: str = "",
    prefix: str = "",
    suffix: str = "",
    further: Sequence[Chosen] = (),
    wordings: Mapping[str, str] | None = None,
    text: str = "",
    proposed: str | None = None,
    kind: str,
    place: str = "",
    name: str = "",
    shows_name: bool = False,
    email: str,
    consent: str,
    form: uuid.UUID | None = None,
) -> CitizenComment:
    """Keep what was typed until the link in the mail is used (`confirm_comment`): a comment, a wording, or both.
    `further` are passages in other clauses, `wordings` what is proposed for some of them, by clause; `proposed` is for
    the first.

    The same form twice asks once; with other words it puts them in place of the first, as long as these wait for the
    link. Raises ValidationError: nothing said, no such passage, nobody named, no consent, another version is open.
    """
    round_ = hold_round(version.decree)
    permissions.require(permissions.hears_citizens(version.decree))
    asked = CitizenComment(version=version, round=round_of(version, round_), kind=kind, form=form or uuid.uuid4())
    set_comment_place(asked, clause, TextQuoteSelector(start, end, quote, prefix, suffix))
    set_further_places(asked, further)
    _set_words(asked, text, proposed, wordings or {})
    asked.place, asked.name = clean_line(place), clean_line(name) if shows_name else ""  # nobody needs it otherwise
    asked.shows_name = says_something(asked.name)
    _require_named(asked)
    asked.citizen = _citizen(version.decree, email, consent)
    saved = _saved(asked)
    _mail(saved.citizen)
    return saved


@transaction.atomic
def ask_to_support(comment: Comment, *, email: str, consent: str) -> CitizenSupport:
    """Stand behind a comment once the link in the mail is used (`confirm_support`). A second time changes nothing."""
    hold_round(comment.version.decree)
    permissions.require(permissions.can_support_as_citizen(comment))
    citizen = _citizen(comment.version.decree, email, consent)
    support, _made = CitizenSupport.objects.get_or_create(citizen=citizen, comment=comment)
    if support.confirmed_at is None:
        support.asked_at = clock.now()
        support.save(update_fields=["asked_at"])
    _mail(citizen)
    return support


def _set_words(asked: CitizenComment, text: str, proposed: str | None, wordings: Mapping[str, str]) -> None:
    """ "" proposes to strike the passage out. Raises ValidationError as for an organisation."""
    proposes = proposed is not None or bool(wordings)
    permissions.require(not proposes or permissions.citizens_may_propose(asked.version.decree))
    asked.text = clean_text(text)
    asked.proposed = proposed and (clean_text(proposed) or None)
    if asked.proposed is None:
        require_words(asked.text)
    elif asked.proposed == asked.passage:
        raise ValidationError({"proposed": _("The proposed wording is the same as the text.")})
    asked.wordings = {one.clause: one.proposed for one in wordings_beside(asked, wordings)} or None


def _require_named(asked: CitizenComment) -> None:
    if asked.kind not in Kind.values:
        raise ValidationError({"kind": _("Say as whom you speak.")})
    if asked.kind != Kind.CITIZEN and not says_something(asked.place):
        raise ValidationError({"place": _("Name the village or the organisation.")})


def _citizen(decree: DecreePage, email: str, consent: str) -> Citizen:
    """The round is held: two forms of one address come one after the other."""
    address = email.strip().lower()
    validate_email(address)
    if not consent:
        raise ValidationError(_("Without your consent we may not keep your data."), code="consent")
    citizen = Citizen.objects.filter(decree=decree, email=address).first() or Citizen(decree=decree, email=address)
    if consent not in citizen.consent:  # who comments and supports agrees to both
        citizen.consent = f"{citizen.consent}\n\n{consent}".strip()
    days = settings.CITIZENS_KEPT_DAYS
    citizen.kept_days = days if citizen._state.adding else min(citizen.kept_days, days)
    citizen.asked_at = clock.now()
    citizen.full_clean(validate_constraints=False)
    citizen.save()
    return citizen


def _saved(asked: CitizenComment) -> CitizenComment:
    own = CitizenComment.objects.filter(citizen=asked.citizen)
    if before := own.filter(form=asked.form).first():
        if before.confirmed_at is not None and _said(before) == _said(asked):
            return before
        if before.confirmed_at is None:
            asked.pk, asked._state.adding = before.pk, False
        else:
            asked.form = uuid.uuid4()
    elif own.filter(confirmed_at=None).count() >= MOST_UNCONFIRMED:
        words = _("%(n)d comments with this address wait for the link in the mail. Use it first.")
        raise ValidationError(words % {"n": MOST_UNCONFIRMED})
    asked.full_clean(validate_constraints=False)
    asked.save()
    return asked


def _said(asked: CitizenComment) -> tuple[Any, ...]:
    return asked.clause, asked.start, asked.end, asked.further, asked.text, asked.proposed, asked.wordings


def _mail(citizen: Citizen) -> None:
    """The link leads to all that was typed with the address on this draft, also to what is typed after the mail."""
    about, to_address = f"citizen-mail:{citizen.pk}", f"citizen-mail-to:{citizen.email}"
    within = limits.count_use(about, most=MAILS_PER_HOUR)
    if within and limits.count_use(to_address, most=MAILS_TO_ADDRESS_PER_HOUR):
        transaction.on_commit(partial(tasks.mail_citizen_link.enqueue, citizen.pk))

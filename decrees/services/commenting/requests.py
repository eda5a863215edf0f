"""Input that the secretariat asks an organisation for: on a clause or on the whole draft, until a day of the round."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decrees import events, permissions
from decrees.models import Comment, InputRequest, Round
from decrees.models.words import clean_text
from decrees.services.notifying import notices
from decrees.services.publishing import append_and_publish
from decrees.text.place_names import cite_clause, enclosing
from forum import clock, ledger
from forum.audiences import PUBLIC
from forum.models import Organisation, User
from forum.models.memory import Prepared
from forum.models.typed import says_something


@transaction.atomic
def ask_for_input(
    round_: Round,
    *,
    organisations: Iterable[Organisation],
    clause: str = "",
    question: str,
    due: datetime.date,
    by: User,
) -> list[InputRequest]:
    """Ask each of these organisations for input and notify their people. Without a clause, the whole draft is meant.

    Raises ValidationError if the round takes no comments, the day is not one of its days, the clause is not in the
    version, or an organisation may not comment in the round.
    """
    permissions.require(permissions.can_circulate(by, round_.decree))
    round_ = Round.objects.select_for_update(of=("self",)).select_related("decree", "version").get(pk=round_.pk)
    organisations = list(organisations)
    _require_askable(round_, organisations, due)
    label, words = _label(round_, clause), clean_text(question)
    if not says_something(words) or not organisations:
        raise ValidationError({"question" if organisations else "organisations": _("Say what is asked, and whom.")})
    return [_ask(round_, one, clause=clause, label=label, question=words, due=due, by=by) for one in organisations]


def _require_askable(round_: Round, organisations: list[Organisation], due: datetime.date) -> None:
    if not round_.is_open:
        raise ValidationError(_("No round of comments is open."))
    if not clock.today() <= due <= round_.closes_on:
        days = {"first": clock.today(), "last": round_.closes_on}
        words = _("Choose a day from %(first)s (today) to %(last)s (the last day of the round).")
        raise ValidationError({"due": words % {name: date_format(day, "j F Y") for name, day in days.items()}})
    commenting = set(permissions.commenting(round_.decree))
    for organisation in organisations:
        if organisation not in commenting:
            words = _("%(name)s may not comment in this round.") % {"name": organisation.label}
            raise ValidationError({"organisations": words})


def _label(round_: Round, clause: str) -> str:
    label = cite_clause(round_.version.document, clause) if clause else ""
    if clause and not label:
        words = _("This clause is not in version %(number)s.") % {"number": round_.version.number}
        raise ValidationError({"clause": words})
    return label


def _ask(
    round_: Round, organisation: Organisation, *, clause: str, label: str, question: str, due: datetime.date, by: User
) -> InputRequest:
    request = InputRequest(round=round_, organisation=organisation, clause=clause, clause_label=label)
    request.question, request.due, request.office = question, due, ledger.office_of(by)[0]
    request.seq = 0
    request.save()
    notices.notify_asked(request, by=by)
    _record(events.INPUT_ASKED, request, by, row=request)
    return request


@transaction.atomic
def withdraw_request(request: InputRequest, *, by: User) -> InputRequest:
    """Withdraw a request; its entries remain in the ledger. Raises ValidationError if the input has come."""
    permissions.require(permissions.can_circulate(by, request.round.decree))
    request = InputRequest.objects.select_for_update(of=("self",)).select_related("round__decree").get(pk=request.pk)
    if request.met_by_id:
        raise ValidationError(_("The input has come; there is nothing to withdraw."))
    _record(events.INPUT_WITHDRAWN, request, by)
    request.delete()
    return request


def _record(verb: str, request: InputRequest, by: User, *, row: InputRequest | None = None) -> None:
    """Write the ledger entry. It is public which organisation the secretariat asked, and for what."""
    append_and_publish(
        verb,
        row=row,
        target=request,
        page=request.round.decree,
        by=by,
        content=[request.organisation_id, request.clause, request.question, request.due],
        data={
            "of": request.organisation.label,
            "version": request.round.version.number,
            "place": request.clause_label,
            "clause": request.clause,
            "due": request.due.isoformat(),
        },
    )


def meet_requests(comment: Comment) -> int:
    """Mark the requests that this comment meets, and return their number. A request is met by the organisation's first
    comment on its clause, or on a clause inside it.

    Runs in the transaction of the comment. Everybody can see that a request was met; therefore replies, and comments
    that not everybody may read, meet none.
    """
    if comment.parent_id or comment.audience != PUBLIC:
        return 0
    waiting = _WAITING(comment.round_id, comment.organisation_id)
    if not waiting:
        return 0
    inside = ["", *enclosing(comment.version.document, comment.clause)]
    return InputRequest.objects.filter(pk__in=waiting, met_by=None, clause__in=inside).update(met_by=comment)


_WAITING: Prepared[int] = Prepared(
    lambda round_, organisation: (
        InputRequest.objects.unmet().filter(round=round_, organisation=organisation).values_list("pk", flat=True)
    )
)

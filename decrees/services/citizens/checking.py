"""The secretariat looks at what citizens sent, by the rules by which words are hidden, and at nothing else: what is
against none of them is published."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decrees import events, permissions
from decrees.models import CitizenComment, Comment, PublicVoice, Round
from decrees.models.hiding import Why, stored
from decrees.models.participation.citizens import Kind
from decrees.models.words import clean_text
from decrees.services.commenting.comments import content_of, data_of, publish_about_comment
from decrees.services.commenting.requests import meet_requests
from decrees.services.notifying import citizens
from forum import clock, ledger
from forum.models import ForumSettings, Organisation, User
from forum.models.typed import require_words

# Stored with the comment and shown on cards and in registers, so it is Indonesian whatever language the reader uses.
OFFICES = {Kind.CITIZEN: "Daring: warga {}", Kind.VILLAGE: "Daring: warga {}", Kind.ORGANISATION: "Daring: {}"}
PLACE = ("version", "round", "clause", "clause_label", "start", "end", "quote", "prefix", "suffix")
SAID = ("further", "text", "proposed")


@transaction.atomic
def hear_comments(asked: Sequence[CitizenComment], *, joins: Comment | None = None, by: User) -> Comment:
    """Publish what citizens sent: the first as a comment, the others as persons who say the same, and are answered with
    it. `joins`: all of them say what this comment of a citizen says already.

    Raises ValidationError if somebody has looked at one of them meanwhile, or the round is closed.
    """
    rows = _held(asked, by)
    comment = _joined(joins, rows) if joins else _made(rows[0])
    _require_same_wording(comment, rows)
    voice = comment.public = PublicVoice.objects.select_for_update().get(comment=comment)
    voice.said += len(rows)
    voice.save(update_fields=["said"])
    for row in rows:
        _close(row, by, comment=comment)
        row.text = "" if row.text == comment.text else row.text  # it stands there
        row.proposed = None
        row.save()
    if not joins:
        meet_requests(comment)
        _publish(events.COMMENT_HEARD, comment, by, row=comment, content=content_of(comment), data=data_of(comment))
    if copies := rows if joins else rows[1:]:
        content = [comment.pk, [row.pk for row in copies]]
        _publish(events.COMMENT_JOINED_BY_CITIZENS, comment, by, content=content, data={"said": voice.said})
    return comment


@transaction.atomic
def refuse_comments(asked: Sequence[CitizenComment], *, reason: str, note: str, by: User) -> list[CitizenComment]:
    """Publish none of these, for one of the reasons for which words are hidden. The reason is on record for everybody;
    whoever wrote reads the explanation. The words stay for those who look into it, until they are erased."""
    rows = _held(asked, by)
    if reason not in Why.values:
        raise ValidationError({"reason": _("Choose one of the reasons.")})
    explanation = require_words(clean_text(note))
    for row in rows:
        row.reason, row.note = reason, explanation
        _close(row, by)
        row.save()
    citizens.tell_refused(rows)
    for row in rows:
        place = {"version": row.version.number, "place": row.clause_label, "clause": row.clause}
        ledger.append(
            events.CITIZEN_COMMENT_REFUSED,
            target=row,
            page=row.version.decree,
            by=by,
            content=[reason, explanation],
            data={**place, "reason": reason},
        )
    return rows


def require_checked(round_: Round) -> None:
    """Raises ValidationError while comments of citizens wait for the check: nobody is shut out by a round that ends."""
    if waiting := CitizenComment.objects.waiting().filter(round=round_).count():
        raise ValidationError(
            ngettext(
                "%(n)d comment of a citizen waits for your check. Look at it first.",
                "%(n)d comments of citizens wait for your check. Look at them first.",
                waiting,
            )
            % {"n": waiting}
        )


def _held(asked: Sequence[CitizenComment], by: User) -> list[CitizenComment]:
    """In the order in which they were confirmed, with round and rows locked."""
    if not asked:
        raise ValidationError(_("Choose at least one comment."))
    round_ = Round.objects.select_for_update(of=("self",)).select_related("decree").get(pk=asked[0].round_id)
    permissions.require(permissions.can_check(by, round_.decree))
    waiting = CitizenComment.objects.waiting().filter(round=round_, pk__in=[one.pk for one in asked])
    rows = list(waiting.select_for_update(of=("self",)).select_related("citizen", "version__decree", "round"))
    if len(rows) != len({one.pk for one in asked}):
        raise ValidationError(_("Somebody has looked at this meanwhile."))
    if round_.closed_at is not None:
        raise ValidationError(_("The round is closed."))
    return rows


def _joined(comment: Comment, rows: Sequence[CitizenComment]) -> Comment:
    held = Comment.objects.select_for_update(of=("self",)).select_related("version__decree").get(pk=comment.pk)
    is_citizens = PublicVoice.objects.filter(comment=held).exclude(kind="").exists()
    if not is_citizens or held.round_id != rows[0].round_id or held.gap is not None:
        raise ValidationError(_("Choose a comment of a citizen in this round."))
    return held


def _require_same_wording(comment: Comment, rows: Sequence[CitizenComment]) -> None:
    """What is proposed is answered for all of them, and may be taken into the text."""
    if any(row.proposed != stored(comment, "proposed") for row in rows):
        raise ValidationError(_("They propose different wordings: publish each by itself."))


def _made(row: CitizenComment) -> Comment:
    comment = Comment(organisation=_organisation(), office=OFFICES[Kind(row.kind)].format(row.place).strip())
    for name in (*PLACE, *SAID):
        setattr(comment, name, getattr(row, name))
    comment.save()
    name = row.name if row.shows_name else ""
    PublicVoice.objects.create(comment=comment, kind=row.kind, place=row.place, name=name)
    return comment


def _organisation() -> Organisation:
    named = ForumSettings.objects.exclude(citizens=None).select_related("citizens").first()
    if named is None or named.citizens is None:
        raise ValidationError(_("Say in the settings of the forum which organisation stands for citizens."))
    return named.citizens


def _close(row: CitizenComment, by: User, *, comment: Comment | None = None) -> None:
    row.checked_at, row.office, row.comment = clock.now(), ledger.office_of(by)[0], comment


def _publish(
    verb: str, comment: Comment, by: User, *, row: Comment | None = None, data: Any = None, content: Any
) -> None:
    told = {"version": comment.version.number, **(data or {})}
    publish_about_comment(verb, comment, row=row, by=by, data=told, content=content)

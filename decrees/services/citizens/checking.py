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
from decrees.services.commenting.saying import put_together, wordings_beside
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
    made = _with_beside(_joined(joins, rows)) if joins else _made(rows[0])
    _require_same_wording(made, rows)
    for comment in made:
        comment.public = PublicVoice.objects.select_for_update().get(comment=comment)
        comment.public.said += len(rows)
        comment.public.save(update_fields=["said"])
    for row in rows:
        _close(row, by, comment=made[0])
        row.text = "" if row.text == made[0].text else row.text  # it stands there
        row.proposed = row.wordings = None
        row.save()
    for comment in made:
        _tell(comment, rows, by, joined=rows if joins else rows[1:], is_new=joins is None)
    return made[0]


def _tell(
    comment: Comment, rows: Sequence[CitizenComment], by: User, *, joined: Sequence[CitizenComment], is_new: bool
) -> None:
    if is_new:
        meet_requests(comment)
        _publish(events.COMMENT_HEARD, comment, by, row=comment, content=content_of(comment), data=data_of(comment))
    if joined:
        content = [comment.pk, [row.pk for row in joined]]
        data = {"said": comment.public.said}
        _publish(events.COMMENT_JOINED_BY_CITIZENS, comment, by, content=content, data=data)


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
    stands = held.round_id == rows[0].round_id and held.gap is None and held.together_with_id is None
    if not (is_citizens and stands):
        raise ValidationError(_("Choose a comment of a citizen in this round."))
    return held


def _with_beside(comment: Comment) -> list[Comment]:
    """And the wordings for its further passages, each a comment of its own."""
    return [comment, *comment.together.select_for_update(of=("self",)).select_related("version__decree")]


def _require_same_wording(made: Sequence[Comment], rows: Sequence[CitizenComment]) -> None:
    """What is proposed is answered for all of them, and may be taken into the text."""
    first, *beside = [(one.clause, stored(one, "proposed")) for one in made]
    if any((row.clause, row.proposed) != first or (row.wordings or {}) != dict(beside) for row in rows):
        raise ValidationError(_("They propose different wordings: publish each by itself."))


def _made(row: CitizenComment) -> list[Comment]:
    """The comment that it becomes, and one for each wording of a further passage."""
    comment = Comment()
    for name in (*PLACE, *SAID):
        setattr(comment, name, getattr(row, name))
    beside = wordings_beside(row, row.wordings or {})
    saved = _in_the_name_of(row, comment)
    return [saved, *(_in_the_name_of(row, put_together(saved, one)) for one in beside)]


def _in_the_name_of(row: CitizenComment, comment: Comment) -> Comment:
    comment.organisation, comment.office = _organisation(), OFFICES[Kind(row.kind)].format(row.place).strip()
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

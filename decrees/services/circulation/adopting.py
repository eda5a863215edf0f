"""Put proposed wordings into the text in the editor, with one action each."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from decrees import events, permissions
from decrees.drafting.proposals import changed_words, tidy
from decrees.models import AdoptedAmendment, Comment, DecreePage
from decrees.models.words import clean_text
from decrees.reading.amendment_board import AmendmentBoard, ClauseAmendments
from decrees.text import put_text
from forum import clock, ledger
from forum.audiences import SECRETARIAT
from forum.models import User

# Key in the data of the ledger entry: the proposed words were in the text already.
UNCHANGED = "unchanged"
# While the editor is open, its page reports that every ten seconds.
_OPEN_FOR = timedelta(seconds=45)


@transaction.atomic
def adopt_amendment(
    comment: Comment, *, text: str | None = None, seen: str | None = None, by: User
) -> AdoptedAmendment:
    """Put one proposed wording into the editor's text. If it was merged by hand, `text` is the whole new text of its
    clause, for a row of a table with one line for each cell.

    `seen` is the text of the clause that the person saw. Raises ValidationError if the text has changed since then, or
    if an editor changed the same words.
    """
    if text is None:
        return adopt_amendments([comment], by=by)[0]
    board = opened(comment.version.decree, by)
    host = _host(board, comment)
    if seen is not None and tidy(seen) != host.ours:
        raise ValidationError(_("The text was changed meanwhile. Look at it once more."))
    words = clean_text(text)
    words = tidy(words.replace("\n", "\t") if host.is_row else words)
    return _save(board, host, [(comment, words)], by)[0]


@transaction.atomic
def adopt_amendments(comments: Sequence[Comment], *, by: User) -> list[AdoptedAmendment]:
    """Put several proposed wordings for one clause into the editor's text, in the order given and in one revision.

    Raises ValidationError, and changes nothing, if they contradict one another or the editor's changes.
    """
    board = opened(comments[0].version.decree, by)
    return _adopt(board, comments, by)


@transaction.atomic
def adopt_together(comment: Comment, *, by: User) -> list[AdoptedAmendment]:
    """Put all wordings that were proposed with one form into the editor's text, each in its clause.

    Raises ValidationError, and changes nothing, if one of them that is still open cannot be taken.
    """
    board = opened(comment.version.decree, by)
    first = comment.together_with_id or comment.pk
    asked = [one for one in board.comments if first in (one.pk, one.together_with_id)]
    if comment not in asked:
        raise ValidationError(_("This proposal is not open any more."))
    by_clause: dict[str, list[Comment]] = {}
    for one in asked:
        by_clause.setdefault(_host(board, one).clause, []).append(one)
    return [taken for comments in by_clause.values() for taken in _adopt(board, comments, by)]


def _adopt(board: AmendmentBoard, comments: Sequence[Comment], by: User) -> list[AdoptedAmendment]:
    host = _host(board, comments[0])
    amendments = {amendment.comment: amendment for amendment in host.amendments}
    if not all(comment in amendments for comment in comments):
        raise ValidationError(_("These proposals are not open on the same clause."))
    for comment in comments:
        if not amendments[comment].may_be_taken:
            raise ValidationError(str(amendments[comment].hindrance))
    return _save(board, host, list(_steps(host, comments)), by)


def _steps(host: ClauseAmendments, comments: Sequence[Comment]) -> Iterator[tuple[Comment, str]]:
    """Each comment with the text of the clause after its wording was put in."""
    ids = [str(comment.pk) for comment in comments]
    if host.together.with_only(ids).conflicts:
        raise ValidationError(_("These proposals contradict one another. Choose one, or merge them by hand."))
    for number, comment in enumerate(comments, 1):
        text, conflicts = host.together.with_only(ids[:number]).outcome
        if conflicts:
            raise ValidationError(_("The editor has changed the same words."))
        yield comment, text


def opened(decree: DecreePage, by: User) -> AmendmentBoard:
    """The board of proposals, with the draft locked until the end of the transaction so that nobody else can save
    it."""
    permissions.require(permissions.can_circulate(by, decree))
    decree = DecreePage.objects.select_for_update().get(pk=decree.pk)
    require_free(decree, by)
    return AmendmentBoard(decree, by)


def _host(board: AmendmentBoard, comment: Comment) -> ClauseAmendments:
    host = board.host_of(comment)
    if host is None:
        raise ValidationError(_("This proposal is not open any more."))
    if host.ours is None:
        raise ValidationError(_("This clause is no longer in the editor's text."))
    return host


def require_free(decree: DecreePage, by: User, *, besides: User | None = None) -> None:
    """Raises ValidationError while the draft is locked or open with unsaved changes, but those of `besides`: nothing
    that is being typed may be lost."""
    lock = decree.get_lock()
    if lock and lock.for_user(by):
        raise ValidationError(_("The draft is locked. Whoever locked it has to unlock it first."))
    if editor := editing(decree, besides=besides):
        raise ValidationError(
            _("%(name)s has the draft open in the editor with changes that are not saved yet. Save them first.")
            % {"name": editor}
        )


def editing(decree: DecreePage, *, besides: User | None = None) -> User | None:
    """The person who has unsaved changes in the editor now, if anybody besides this one."""
    sessions = EditingSession.objects.filter(
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(decree.pk),
        is_editing=True,
        last_seen_at__gte=clock.now() - _OPEN_FOR,
    )
    session = sessions.exclude(user=besides).select_related("user").first()
    return session.user if session else None


def _save(
    board: AmendmentBoard, host: ClauseAmendments, steps: Sequence[tuple[Comment, str]], by: User
) -> list[AdoptedAmendment]:
    draft, before = board.draft, host.ours or ""
    if steps[-1][1] != before:
        draft.body = draft.body.stream_block.to_python(_rewritten(draft, host, steps[-1][1]))
        draft.save_revision(user=by, log_action=True)
    taken = []
    for comment, after in steps:
        taken.append(_take(comment, host, (before, after), by))
        before = after
    return taken


def _rewritten(draft: DecreePage, host: ClauseAmendments, text: str) -> list[dict[str, object]]:
    try:
        return put_text(draft.body.get_prep_value(), host.clause, text)
    except ValueError as error:
        raise ValidationError(_("This cannot be done with one action. Change the clause in the editor.")) from error


def _take(comment: Comment, host: ClauseAmendments, texts: tuple[str, str], by: User) -> AdoptedAmendment:
    """Record that a wording was put in. The entry is for the secretariat only, because the editor's text is not public
    before it is circulated."""
    changed = texts[0] != texts[1]
    before, after = changed_words(*texts) if changed else (comment.passage, tidy(comment.proposed or ""))
    entry = ledger.append(
        events.WORDING_TAKEN,
        target=comment,
        page=comment.version.decree,
        by=by,
        audience=SECRETARIAT,
        content=[comment.pk, host.clause, before, after],
        data={
            "comment": comment.pk,
            "place": host.place,
            "clause": host.clause,
            **({} if changed else {UNCHANGED: True}),
        },
    )
    return AdoptedAmendment.objects.create(
        comment=comment, clause=host.clause, before=before, after=after, office=entry.actor_label, seq=entry.seq
    )

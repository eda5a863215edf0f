"""One version as one reader sees it: the clauses in order, each with its comments and highlights."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest

from decrees import permissions
from decrees.drafting.member_table import DIRECTORY
from decrees.models import Anchor, Comment, DecreeIndexPage, DecreePage, InputRequest, Round, Version
from decrees.models.access import GRANTED_TO_CITIZENS
from decrees.models.comments import GRACE
from decrees.models.hiding.gaps import HIDING_LINES
from decrees.models.pages import NOT_CLOSED
from decrees.models.querysets import CommentQuerySet, DecreePageQuerySet
from decrees.reading.filters import EVERYTHING, Wanted
from decrees.reading.layout import Place, all_places, fold_into_lines, lay_out, lay_out_title
from decrees.reading.lookup import come_for
from decrees.reading.threads import threads
from decrees.reading.threads.contents import Entry, contents_of
from decrees.reading.threads.lines import LONG
from decrees.text import Document
from forum import live
from forum.audiences import PUBLIC
from forum.models.memory import Asked, Prepared, ask_ahead
from forum.models.pages import page_context, preview_context
from forum.models.querysets import Listed
from forum.permissions import Anyone, organisations_of


@dataclass(slots=True)
class Reading:
    """One version as one person sees it."""

    decree: DecreePage
    document: Document
    version: Version | None = None
    round: Round | None = None
    channel: str = PUBLIC
    may_comment: bool = False
    hears_citizens: bool = False  # the reader is nobody that we know, and may comment by mail
    may_answer: bool = False
    seq: int = 0
    title: Place | None = None
    parts: dict[str, list[Place]] = field(default_factory=dict)
    threads: list[Comment] = field(default_factory=list)
    lost: list[Comment] = field(default_factory=list)
    requests: list[InputRequest] = field(default_factory=list)
    owed: list[InputRequest] = field(default_factory=list)  # of those, what the reader is asked for
    organisations: list[str] = field(default_factory=list)  # slugs of those the reader speaks for
    own: list[int] = field(default_factory=list)  # comments and replies of the reader
    wanted: Wanted = EVERYTHING
    thread: int = 0  # for which somebody came

    @property
    def places(self) -> list[Place]:
        """All clauses in the order of their numbers."""
        return [place for part in self.parts.values() for place in all_places(part)]

    @property
    def asked_of_others(self) -> list[InputRequest]:
        """On the whole draft, beside what the reader is asked for."""
        return [request for request in self.requests if not request.clause and request not in self.owed]

    @property
    def is_long(self) -> bool:
        """Whether so much was said that what was answered is folded."""
        return len(self.threads) > LONG

    @property
    def contents(self) -> list[Entry]:
        """On which clauses something was said, as far as the filter keeps it."""
        return contents_of([place for place in (self.title, *self.places) if place], self.document)

    @property
    def has_lines(self) -> bool:
        return any(place.line for place in (self.title, *self.places) if place)

    def at(self, number: int) -> Place | None:
        """The clause of this number on the page; the title is 0."""
        return self.title if number == 0 else next((place for place in self.places if place.number == number), None)

    @property
    def asking_count(self) -> int:
        """Number of comments that need an answer: what every list and head of this draft counts. Discussions of the
        reader's own organisation are told beside it (`inner_count`)."""
        return sum(1 for comment in self.threads if not comment.is_private)

    @property
    def inner_count(self) -> int:
        return len(self.threads) - self.asking_count

    @property
    def shown_count(self) -> int:
        """Of those that need an answer, how many the filter keeps."""
        return sum(1 for comment in self.threads if not comment.is_hidden and not comment.is_private)

    @property
    def shown_inner_count(self) -> int:
        return sum(1 for comment in self.threads if not comment.is_hidden and comment.is_private)

    @property
    def grace(self) -> int:
        """Seconds in which one's own words may be changed."""
        return int(GRACE.total_seconds())

    @property
    def answered_count(self) -> int:
        return sum(1 for comment in self.threads if comment.answer)

    @property
    def may_reply(self) -> bool:
        return self.may_comment


def read(
    decree: DecreePage, version: Version, user: Anyone, wanted: Wanted = EVERYTHING, *, thread: int = 0
) -> Reading:
    """Everything the page of a version needs, in a number of queries that does not grow with the comments."""
    channel = permissions.channel_of(user, decree)
    is_newest = version == decree.newest
    ask_ahead(*_questions(decree, version, user, channel, is_newest=is_newest))
    # Read before the comments: a comment that is added in between is then fetched again, never missed.
    seq = live.last_seq(decree.pk, channel)
    round_ = decree.open_round()
    reading = Reading(decree, version.document, version, round_, channel, seq=seq)
    reading.may_comment = bool(round_ and round_.version_id == version.pk and permissions.can_comment(user, decree))
    reading.hears_citizens = bool(
        round_ and round_.version_id == version.pk and user.is_anonymous and GRANTED_TO_CITIZENS(decree.pk)
    )
    reading.may_answer = permissions.can_answer(user, decree)
    reading.threads = _threads(decree, version, user, is_newest=is_newest)
    if user.is_authenticated:
        _recognise(reading, user)
    reading.wanted, reading.thread = wanted, thread
    for comment in reading.threads:
        comment.is_hidden = not wanted.keeps(comment, reading.organisations)
    reading.title, elsewhere = lay_out_title(reading.document, reading.threads)
    reading.parts, reading.lost = lay_out(reading.document, elsewhere, touching=reading.threads)
    fold_into_lines([reading.title, *reading.places], len(reading.threads), but=thread)
    attach_input_requests(reading, version)
    return reading


def _recognise(reading: Reading, user: Anyone) -> None:
    """Mark the reader's own organisations and comments."""
    reading.organisations = [one.slug for one in organisations_of(user)]
    said = [one for comment in reading.threads for one in (comment, *comment.shown_replies)]
    reading.own = [comment.pk for comment in said if comment.author_id == user.pk]


def _questions(
    decree: DecreePage, version: Version, user: Anyone, channel: str, *, is_newest: bool
) -> list[Asked | None]:
    """What is asked for in any case, in one statement: the number of the last entry is no newer than the comments."""
    comments = [_SAID.of(user, decree.pk), _ANCHORS.of(user, decree.pk, version.pk)] if is_newest else []
    citizens = GRANTED_TO_CITIZENS.of(decree.pk) if is_newest and user.is_anonymous else None
    directory = DIRECTORY.of() if version.tree.get("links") else None
    beside = [NOT_CLOSED.of(decree.pk), _REQUESTS.of(version.pk), HIDING_LINES.of(), directory, citizens]
    return [live.last_of(channel).of(decree.pk), *beside, *comments]


def _threads(decree: DecreePage, version: Version, user: Anyone, *, is_newest: bool) -> list[Comment]:
    """The comments made on a version, with replies of later versions. On the newest version also the comments that have
    a place there from earlier ones."""
    if not is_newest:
        here = Q(version=version) | Q(parent__version=version)
        said = Comment.objects.visible_to(user).filter(here).with_cards().defer("version__tree")
        return threads(said, {version.pk: version.document})
    comments = _SAID(user, decree.pk)
    anchors = {anchor.comment_id: anchor for anchor in _ANCHORS(user, decree.pk, version.pk)}
    for comment in comments:
        if comment.version_id != version.pk and comment.parent_id is None:
            comment.anchor = anchors.get(comment.pk) or _never_carried(comment, version)
    return threads(comments, _documents(decree, version, comments))


def _said(user: Anyone, decree: int) -> CommentQuerySet:
    return Comment.objects.visible_to(user).filter(version__decree=decree)


_SAID: Listed[Comment] = Listed(lambda user, decree: _said(user, decree).with_cards().defer("version__tree"))
_ANCHORS: Listed[Anchor] = Listed(
    lambda user, decree, version: Anchor.objects.filter(version=version, comment__in=_said(user, decree))
)


def _never_carried(comment: Comment, version: Version) -> Anchor:
    """A comment without a step to this version, from before steps were recorded: it is shown at the foot of the
    page."""
    return Anchor(comment=comment, state="orphaned", clause_label=comment.clause_label)


def _documents(decree: DecreePage, version: Version, comments: list[Comment]) -> dict[int, Document]:
    """The texts in which the passages of proposals are looked up, by the key of their version."""
    wanted = {c.version_id for c in comments if c.proposed is not None and not c.quote} - {version.pk}
    others = decree.versions.filter(pk__in=wanted) if wanted else []
    return {version.pk: version.document, **{other.pk: other.document for other in others}}


def preview(decree: DecreePage) -> Reading:
    """The text in the editor, without comments."""
    document = decree.as_document()
    return Reading(decree, document, title=lay_out_title(document, [])[0], parts=lay_out(document, [])[0])


# --- what organisations are asked for


def requests_on(version: Version) -> list[InputRequest]:
    return _REQUESTS(version.pk)


_REQUESTS = Prepared(lambda version: InputRequest.objects.filter(round__version=version).with_subjects())


def attach_input_requests(reading: Reading, version: Version) -> None:
    """Put each request at its clause. `owed` are those that the reader's own organisations still have to answer, the
    first that is due first."""
    reading.requests = requests_on(version)
    for place in reading.places if reading.requests else []:
        place.requests = [request for request in reading.requests if request.clause == place.clause.id]
    owed = [
        request
        for request in reading.requests
        if request.organisation.slug in reading.organisations and request.met_by_id is None and request.round.is_open
    ]
    reading.owed = sorted(owed, key=lambda request: request.due)


# --- Wagtail's pages


@page_context.register
def decree_index_context(page: DecreeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """All drafts that the reader may see, the last circulated first."""
    return {"decrees": _ALL(request.user)}


def _all(user: Anyone) -> DecreePageQuerySet:
    shown = DecreePage.objects.visible_to(user).with_progress(Comment.objects.visible_to(user))
    return shown.order_by(F("circulated_at").desc(nulls_last=True), "title")


_ALL = Listed(_all)


@page_context.register
def decree_context(page: DecreePage, request: HttpRequest) -> dict[str, Any]:
    """The newest version, if there is one."""
    newest = page.newest
    wanted, thread = Wanted.of(request.GET), come_for(request)
    shown = read(page, newest, request.user, wanted, thread=thread) if newest else None
    return {"reading": shown, "newest": newest}


@preview_context.register
def decree_preview_context(page: DecreePage, request: HttpRequest) -> dict[str, Any]:
    """Wagtail's live preview shows the text in the editor, which is not public before it is circulated."""
    return {"reading": preview(page), "is_preview": True}

"""What organisations said and what became of it, as far as everybody may read it: for a feed, and for those who follow
them by mail. Without the words themselves: they are one step away, where what is hidden of them is seen."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decrees.models import Answer, ChangeSource, Comment, DecreePage, Reaction
from decrees.models.querysets import CommentQuerySet
from forum.audiences import PUBLIC
from forum.models import LedgerEntry, Organisation
from forum.models.pages import absolute_reverse, absolute_url
from minutes.archive.statements import minutes_with_words_of
from minutes.events import MINUTES_PUBLISHED

EVERYBODY = AnonymousUser()
MOST = 50


class Span(NamedTuple):
    """Entries of the ledger after the first number and up to the second."""

    after: int = 0
    until: int | None = None

    @property
    def lookups(self) -> dict[str, int]:
        return {"seq__gt": self.after, **({} if self.until is None else {"seq__lte": self.until})}


ALWAYS = Span()


class Told(NamedTuple):
    """One thing in one line; `seq` is its entry in the ledger."""

    seq: int
    at: datetime.datetime
    title: str
    url: str
    state: str = ""

    @property
    def about(self) -> str:
        day = date_format(timezone.localtime(self.at), "j F Y")
        return f"{self.state}, {day}" if self.state else day


def told_of(organisations: Collection[Organisation], span: Span = ALWAYS, *, most: int = MOST) -> list[Told]:
    """Newest first: comments, proposed wordings, the answers to them, what the organisation said to those, what was
    changed after them, and the minutes in which it is quoted."""
    own = Comment.objects.visible_to(EVERYBODY).threads().filter(organisation__in=organisations)
    quoted = [one for each in organisations for one in _in_minutes(each, span, most)]
    return _newest([*_became(own, span, most), *quoted], most)


def told_of_tag(decree: DecreePage, tag: str, span: Span = ALWAYS, *, most: int = MOST) -> list[Told]:
    """The same of the comments on a draft that concern one thing: the law, the substance, the wording."""
    of_kind = Comment.objects.visible_to(EVERYBODY).threads().filter(version__decree=decree, tag=tag)
    return _newest(_became(of_kind, span, most), most)


def _became(own: CommentQuerySet, span: Span, most: int) -> list[Told]:
    return [one for kind in (_said, _answered, _reacted, _changed) for one in kind(own, span, most)]


def _newest(told: list[Told], most: int) -> list[Told]:
    once = {(one.seq, one.url): one for one in reversed(told)}
    return sorted(once.values(), key=lambda one: one.seq, reverse=True)[:most]


def _said(own: CommentQuerySet, span: Span, most: int) -> Iterable[Told]:
    said = own.filter(**span.lookups).select_related("version__decree", "organisation").defer("version__tree")
    for comment in said.order_by("-seq")[:most]:
        proposes = comment.proposed is not None
        title = _("Proposed wording for %(place)s: %(title)s") if proposes else _("Comment on %(place)s: %(title)s")
        yield _told(comment, comment.seq, comment.created_at, title)


def _answered(own: CommentQuerySet, span: Span, most: int) -> Iterable[Told]:
    given = Answer.objects.filter(comment__in=own.values("pk"), **span.lookups).order_by("-seq")
    for answer in given.select_related("comment__version__decree").defer("comment__version__tree")[:most]:
        title = _("Answer on %(place)s: %(title)s")
        yield _told(answer.comment, answer.seq, answer.answered_at, title, answer.get_disposition_display())


def _reacted(own: CommentQuerySet, span: Span, most: int) -> Iterable[Told]:
    said = Reaction.objects.filter(answer__comment__in=own.values("pk"), **span.lookups).order_by("-seq")
    for one in said.select_related("answer__comment__version__decree").defer("answer__comment__version__tree")[:most]:
        title = _("On the answer on %(place)s: %(title)s")
        yield _told(one.answer.comment, one.seq, one.at, title, one.get_stance_display())


def _changed(own: CommentQuerySet, span: Span, most: int) -> Iterable[Told]:
    """Where it is seen what became of the words; one line for all that one comment changed at once."""
    made = ChangeSource.objects.filter(comment__in=own.values("pk"), **span.lookups).order_by("-seq")
    for source in made.select_related("comment", "version__decree").defer("version__tree")[:most]:
        named = {"place": source.clause_label, "title": source.version.decree.title}
        url = absolute_reverse("decrees:comment-detail", source.version.decree_id, source.comment_id)
        yield Told(source.seq, source.at, _("Changed after the comment, %(place)s: %(title)s") % named, url)


def _in_minutes(organisation: Organisation, span: Span, most: int) -> Iterator[Told]:
    pages = {page.pk: page for page in minutes_with_words_of(organisation, EVERYBODY)[:most]}
    published = LedgerEntry.objects.filter(verb=MINUTES_PUBLISHED, audience=PUBLIC, page_id__in=pages, **span.lookups)
    for entry in published.order_by("-seq"):
        if entry.page_id in pages:
            page = pages.pop(entry.page_id)
            title = _("Quoted in minutes: %(title)s") % {"title": page.title}
            yield Told(entry.seq, entry.at, title, absolute_url(page), organisation.label)


def _told(comment: Comment, seq: int | None, at: datetime.datetime, title: str, state: str = "") -> Told:
    named = {"place": comment.clause_label, "title": comment.version.decree.title}
    url = absolute_reverse("decrees:comment-detail", comment.version.decree_id, comment.pk)
    return Told(seq or 0, at, title % named, url, state)

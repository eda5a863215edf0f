"""What the live page is told: each event of a draft, rendered once for each audience.

In the language that is active: the site's own when pushed, the reader's when fetched.
"""

import copy
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery, prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decrees import events
from decrees.models import Anchor, Answer, ChangeSource, Comment, DecreePage, Round, Support, Version
from decrees.models.querysets import with_history
from decrees.reading.threads import threads
from forum import live
from forum.audiences import MEMBERS, SECRETARIAT
from forum.models import LedgerEntry


def _target_pk(entry: LedgerEntry) -> int:
    return int(entry.target.rpartition(":")[2])


@live.renders(events.COMMENT_ADDED, events.COMMENT_RECEIVED, events.POSITION_SENT)
def comment_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    words = (
        _("%(organisation)s replied at %(place)s")
        if comment.parent_id
        else _("%(organisation)s commented on %(place)s")
    )
    return _card(comment, channel, words % _named(comment))


@live.renders(events.COMMENT_EDITED)
def edited_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    return _card(comment, channel, _("%(organisation)s changed its comment on %(place)s") % _named(comment))


@live.renders(events.COMMENT_SUPPORTED, events.SUPPORT_WITHDRAWN)
def support_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    words = (
        _("%(by)s supports the comment by %(organisation)s on %(place)s")
        if entry.verb == events.COMMENT_SUPPORTED
        else _("%(by)s does not support the comment by %(organisation)s on %(place)s any more")
    )
    by = entry.organisation.label if entry.organisation else ""
    return _card(comment, channel, words % {"by": by, **_named(comment)})


@live.renders(events.DISCUSSION_CONCLUDED)
def discussion_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    return _card(comment, channel, _("The discussion at %(place)s became a position") % _named(comment))


@live.renders(events.ANSWER_ACCEPTED, events.OBJECTION_MAINTAINED)
def reaction_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    words = (
        _("%(organisation)s accepts the answer on %(place)s")
        if entry.verb == events.ANSWER_ACCEPTED
        else _("%(organisation)s maintains its objection on %(place)s")
    )
    return _card(comment, channel, words % _named(comment))


@live.renders(events.ANSWER_GIVEN, events.ANSWER_CHANGED)
def answer_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    words = (
        _("The comment by %(organisation)s on %(place)s was answered")
        if entry.verb == events.ANSWER_GIVEN
        else _("The answer to the comment by %(organisation)s on %(place)s was changed")
    )
    return _card(comment, channel, words % _named(comment))


GAPS = {
    events.WORDS_HIDDEN: gettext_lazy("Words at %(place)s were hidden"),
    events.HIDING_CONFIRMED: gettext_lazy("Words at %(place)s stay hidden"),
    events.HIDING_REFUSED: gettext_lazy("Words at %(place)s are not hidden"),
    events.HIDING_LAPSED: gettext_lazy("Words at %(place)s are shown again"),
    events.HIDING_LIFTED: gettext_lazy("Words at %(place)s are shown again"),
    events.HIDING_OBJECTED: gettext_lazy("%(organisation)s objects to the hiding of words at %(place)s"),
    events.WORDS_ERASED: gettext_lazy("Hidden words at %(place)s were erased"),
}


@live.renders(*GAPS)
def gap_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    return _card(comment, channel, str(GAPS[entry.verb]) % _named(comment))


@live.renders(events.COMMENT_REATTACHED)
def place_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry)
    words = {"organisation": comment.organisation.label, "place": entry.data["place"]}
    return _card(comment, channel, _("The comment by %(organisation)s was put at %(place)s") % words)


@live.renders(events.VERSION_CIRCULATED)
def version_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    version = Version.objects.defer("tree").select_related("decree").get(pk=_target_pk(entry))
    text = _("Version %(number)s was circulated.") % {"number": version.number}
    return _notice(text, version.decree, version)


@live.renders(events.CHANGES_EXPLAINED)
def changes_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    """Not the cards, which may be hundreds: `changes` has for each comment the links beneath its answer, as they are.

    All comments of an entry have its audience; a reason alone shows on no card."""
    links = {str(pk): _links(sources) for pk, sources in _sources(entry).items()}
    words = _("It was said which comments led to changes in version %(number)s.")
    text = words % {"number": entry.data["version"]} if links else ""
    return {"changes": links, "text": text}


@live.renders(events.INPUT_ASKED, events.INPUT_WITHDRAWN)
def input_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    """From the entry alone: a request that was withdrawn is gone, its entry stays."""
    words = {
        events.INPUT_ASKED: _("%(of)s is asked for input on %(place)s."),
        events.INPUT_WITHDRAWN: _("%(of)s is not asked for input on %(place)s any more."),
    }[entry.verb]
    versions = Version.objects.defer("tree").select_related("decree")
    version = versions.get(decree=entry.page_id, number=entry.data["version"])
    place = entry.data["place"] or _("the whole draft")
    return _notice(words % {"of": entry.data["of"], "place": place}, version.decree, version)


@live.renders(events.ROUND_OPENED, events.ROUND_CHANGED, events.ROUND_CLOSED)
def round_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    round_ = Round.objects.select_related("decree", "version").defer("version__tree").get(pk=_target_pk(entry))
    text = {
        events.ROUND_OPENED: _("Version %(number)s is open for comments."),
        events.ROUND_CHANGED: _("The round of comments on version %(number)s was changed."),
        events.ROUND_CLOSED: _("The round of comments on version %(number)s is closed."),
    }[entry.verb]
    closes = render_to_string("decrees/rounds/deadline.html", {"round": round_}).strip()
    return {**_notice(text % {"number": round_.version.number}, round_.decree, round_.version), "round": closes}


@live.once_per_entry
def _sources(entry: LedgerEntry) -> dict[int, list[ChangeSource]]:
    """Of the comments that an entry is about."""
    found: dict[int, list[ChangeSource]] = {pk: [] for pk in entry.data.get("comments", ())}
    sources = ChangeSource.objects.filter(comment__in=found).select_related("version").defer("version__tree")
    for source in sources:
        found[source.comment_id or 0].append(source)
    return found


def _links(sources: list[ChangeSource]) -> str:
    return render_to_string("decrees/comments/card/changes.html", {"changes": sources}).strip()


@live.once_per_entry
def _comment(entry: LedgerEntry) -> Comment:
    """The comment that an entry is about, or its answer; with its replies and its place on the newest version."""
    pk = _comment_pk(entry)
    found = _with_replies(pk)
    proposing = any(one.proposed is not None for one in found)
    threads(found, {found[0].version_id: found[0].version.document} if proposing else {})
    comment = next(one for one in found if one.pk == pk)
    comment.__dict__["last_step"] = _last_step(comment)
    return comment


def _comment_pk(entry: LedgerEntry) -> int:
    answers = Answer.objects.values_list("comment", flat=True)
    of_answer = entry.target.startswith("decrees.answer:")
    return answers.get(pk=_target_pk(entry)) if of_answer else _target_pk(entry)


def _with_replies(pk: int) -> list[Comment]:
    """The comment and its replies in one query: who writes waits for it. What most comments lack, support, changes and
    earlier answers, is asked for only where it is."""
    of_decree = {"decree": OuterRef("version__decree")}
    shown_beside = (Support.objects.all(), ChangeSource.objects.all(), with_history())
    beside = reduce(or_, (Q(Exists(rows.filter(comment=OuterRef("pk")))) for rows in shown_beside))
    wanted = Comment.objects.filter(Q(pk=pk) | Q(parent=pk)).with_faces().select_related("parent__version")
    found = list(
        wanted.defer("version__tree", "parent__version__tree").annotate(
            beside=beside,
            newest=Subquery(Version.objects.filter(**of_decree).values("pk")[:1]),
            open_version=Subquery(Round.objects.open().filter(**of_decree).values("version")[:1]),
        )
    )
    for comment in found:
        if not comment.beside:
            comment._prefetched_objects_cache = {
                "supports": Support.objects.none(),
                "changes": ChangeSource.objects.none(),
                "answers": Answer.objects.none(),
            }
    prefetch_related_objects([comment for comment in found if comment.beside], *Comment.objects.all().beside_cards())
    return found


def _named(comment: Comment) -> dict[str, str]:
    return {"organisation": comment.organisation.label, "place": comment.clause_label}


def _card(comment: Comment, channel: str, text: str) -> dict[str, Any]:
    """For the page of the newest version; `earlier` is the card on the version on which the thread was begun."""
    own = _face(comment, comment.parent.version if comment.parent else comment.version, channel)
    shown: dict[str, Any] = own
    step: Anchor | None = comment.__dict__["last_step"]
    if step is not None:
        carried = copy.copy(comment)
        carried.anchor = None if comment.parent_id else step
        shown = {**_face(carried, step.version, channel), "clause": step.clause, "earlier": own}
    return {"comment": comment.pk, "parent": comment.parent_id, **shown, "text": text}


def _last_step(comment: Comment) -> Anchor | None:
    """How the thread came to the newest version; None if it was made there."""
    begun = comment.parent or comment
    if begun.version_id == comment.__dict__["newest"]:
        return None
    steps = Anchor.objects.filter(comment=begun.pk, version=comment.__dict__["newest"])
    return steps.select_related("version").defer("version__tree").order_by("-pk").first()


def _face(comment: Comment, version: Version, channel: str) -> dict[str, Any]:
    context = {
        "comment": comment,
        "channel": channel,
        "decree": {"pk": version.decree_id},  # a card needs no more for its links
        "may_reply": _takes_part(channel) and comment.__dict__["open_version"] == version.pk,
        "may_answer": channel == SECRETARIAT,
        # Drawn for a channel, not for a reader: js/filter.js shows what is the reader's own.
        "own": (),
        "organisations": (),
    }
    return {
        "clause": comment.target.clause,
        "version": version.number,
        "start": comment.target.start,
        "end": comment.target.end,
        "html": render_to_string("decrees/comments/card/card.html", context).strip(),
    }


def _takes_part(channel: str) -> bool:
    return channel == MEMBERS or channel.startswith("organisation:")


def _notice(text: str, decree: DecreePage, version: Version) -> dict[str, Any]:
    context = {"text": text, "decree": decree, "version": version}
    return {
        "notice": render_to_string("decrees/live/page_changed.html", context).strip(),
        "text": text,
        "version": version.number,
    }

"""What the live page is told: each event of a draft, rendered once for each audience.

In the language that is active: the site's own when pushed, the reader's when fetched.
"""

import copy
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decrees import events
from decrees.live.subjects import comment_of, round_of, sources_of, version_named_in, version_of
from decrees.models import Anchor, ChangeSource, Comment, DecreePage, Version
from decrees.reading.layout import touches_of
from forum import live
from forum.audiences import MEMBERS, PUBLIC, SECRETARIAT
from forum.models import LedgerEntry


@live.renders(events.COMMENT_ADDED, events.COMMENT_RECEIVED, events.COMMENT_HEARD, events.POSITION_SENT)
def comment_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
    words = (
        _("%(organisation)s replied at %(place)s")
        if comment.parent_id
        else _("%(organisation)s commented on %(place)s")
    )
    return _card(comment, channel, words % _named(comment))


@live.renders(events.COMMENT_EDITED)
def edited_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
    return _card(comment, channel, _("%(organisation)s changed its comment on %(place)s") % _named(comment))


STANDS = {
    events.COMMENT_JOINED: gettext_lazy("%(by)s joined the position of %(organisation)s on %(place)s"),
    events.COMMENT_LEFT: gettext_lazy("%(by)s left the position of %(organisation)s on %(place)s"),
    events.COMMENT_SUPPORTED: gettext_lazy("%(by)s supports the comment by %(organisation)s on %(place)s"),
    events.SUPPORT_WITHDRAWN: gettext_lazy(
        "%(by)s does not support the comment by %(organisation)s on %(place)s any more"
    ),
    events.CITIZEN_SUPPORTED: gettext_lazy("A citizen supports the comment by %(organisation)s on %(place)s"),
    events.CITIZEN_SUPPORT_WITHDRAWN: gettext_lazy(
        "A citizen does not support the comment by %(organisation)s on %(place)s any more"
    ),
    events.COMMENT_LEFT_BY_CITIZEN: gettext_lazy(
        "A citizen does not stand behind the comment by %(organisation)s on %(place)s any more"
    ),
    events.COMMENT_JOINED_BY_CITIZENS: gettext_lazy("More citizens say the same as %(organisation)s on %(place)s"),
}


@live.renders(*STANDS)
def support_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    """Who stands behind a comment now, or does no longer."""
    comment = comment_of(entry)
    by = entry.organisation.label if entry.organisation else ""
    return _card(comment, channel, STANDS[entry.verb] % {"by": by, **_named(comment)})


@live.renders(events.DISCUSSION_CONCLUDED)
def discussion_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
    return _card(comment, channel, _("The discussion at %(place)s became a position") % _named(comment))


@live.renders(events.ANSWER_ACCEPTED, events.OBJECTION_MAINTAINED)
def reaction_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
    words = (
        _("%(organisation)s accepts the answer on %(place)s")
        if entry.verb == events.ANSWER_ACCEPTED
        else _("%(organisation)s maintains its objection on %(place)s")
    )
    return _card(comment, channel, words % _named(comment))


@live.renders(events.ANSWER_GIVEN, events.ANSWER_CHANGED)
def answer_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
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
    events.HIDING_UPHELD: gettext_lazy("The objection at %(place)s was answered: the words stay hidden"),
    events.WORDS_ERASED: gettext_lazy("Hidden words at %(place)s were erased"),
}


@live.renders(*GAPS)
def gap_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
    return _card(comment, channel, str(GAPS[entry.verb]) % _named(comment))


@live.renders(events.COMMENT_REATTACHED)
def place_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = comment_of(entry)
    words = {"organisation": comment.organisation.label, "place": entry.data["place"]}
    return _card(comment, channel, _("The comment by %(organisation)s was put at %(place)s") % words)


@live.renders(events.VERSION_CIRCULATED)
def version_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    version = version_of(entry)
    text = _("Version %(number)s was circulated.") % {"number": version.number}
    return _notice(text, version.decree, version)


@live.renders(events.CHANGES_EXPLAINED)
def changes_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    """Not the cards, which may be hundreds: `changes` has for each comment the links beneath its answer, as they are.

    All comments of an entry have its audience; a reason alone shows on no card."""
    links = {str(pk): _links(sources) for pk, sources in sources_of(entry).items()}
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
    version = version_named_in(entry)
    place = entry.data["place"] or _("the whole draft")
    return _notice(words % {"of": entry.data["of"], "place": place}, version.decree, version)


@live.renders(events.ROUND_OPENED, events.ROUND_CHANGED, events.ROUND_CLOSED)
def round_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    round_ = round_of(entry)
    text = {
        events.ROUND_OPENED: _("Version %(number)s is open for comments."),
        events.ROUND_CHANGED: _("The round of comments on version %(number)s was changed."),
        events.ROUND_CLOSED: _("The round of comments on version %(number)s is closed."),
    }[entry.verb]
    closes = render_to_string("decrees/rounds/deadline.html", {"round": round_}).strip()
    return {**_notice(text % {"number": round_.version.number}, round_.decree, round_.version), "round": closes}


def _links(sources: list[ChangeSource]) -> str:
    return render_to_string("decrees/comments/card/changes.html", {"changes": sources}).strip()


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
        clause = step.clause if comment.parent_id else carried.target.clause
        shown = {**_face(carried, step.version, channel), "clause": clause, "earlier": own}
    return {"comment": comment.pk, "parent": comment.parent_id, **shown, "text": text}


def _face(comment: Comment, version: Version, channel: str) -> dict[str, Any]:
    context = {
        "comment": comment,
        "channel": channel,
        "decree": {"pk": version.decree_id},  # a card needs no more for its links
        "may_reply": _takes_part(channel) and comment.__dict__["open_version"] == version.pk,
        "may_answer": channel == SECRETARIAT,
        "hears_citizens": channel == PUBLIC and _hears_citizens(comment, version),
        "folds": comment.anchor is not None,
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
        **({"further": _further(comment, version)} if comment.further else {}),
    }


def _further(comment: Comment, version: Version) -> list[list[str]]:
    """[clause, the way from there to the card] for each further passage."""
    template, told = "decrees/live/also_here.html", {"page": {"pk": version.decree_id}}
    touches = [(touch.place.target.clause, {**told, "touch": touch}) for touch in touches_of([comment])]
    return [[clause, render_to_string(template, context).strip()] for clause, context in touches]


def _hears_citizens(comment: Comment, version: Version) -> bool:
    return comment.__dict__["open_version"] == version.pk and comment.__dict__["hears_citizens"]


def _takes_part(channel: str) -> bool:
    return channel == MEMBERS or channel.startswith("organisation:")


def _notice(text: str, decree: DecreePage, version: Version) -> dict[str, Any]:
    context = {"text": text, "decree": decree, "version": version}
    return {
        "notice": render_to_string("decrees/live/page_changed.html", context).strip(),
        "text": text,
        "version": version.number,
    }

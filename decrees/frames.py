"""What the live page is told: each event of a draft, rendered once for each audience.

In the language that is active: the site's own when pushed, the reader's when fetched.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from decrees import events
from decrees.models import Answer, Comment, DecreePage, Round, Version
from decrees.reading import threads
from forum import live
from forum.ledger import MEMBERS, SECRETARIAT
from forum.models import LedgerEntry


def _target_pk(entry: LedgerEntry) -> int:
    return int(entry.target.rpartition(":")[2])


@live.renders(events.COMMENT_ADDED)
def comment_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry, _target_pk(entry))
    words = (
        _("%(organisation)s replied at %(place)s")
        if comment.parent_id
        else _("%(organisation)s commented on %(place)s")
    )
    return _card(comment, channel, words % _named(comment))


@live.renders(events.ANSWER_GIVEN, events.ANSWER_CHANGED)
def answer_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    comment = _comment(entry, Answer.objects.values_list("comment", flat=True).get(pk=_target_pk(entry)))
    return _card(comment, channel, _("The comment by %(organisation)s on %(place)s was answered") % _named(comment))


@live.renders(events.VERSION_CIRCULATED)
def version_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    version = Version.objects.defer("tree").select_related("decree").get(pk=_target_pk(entry))
    text = _("Version %(number)s was circulated.") % {"number": version.number}
    return _notice(text, version.decree, version)


@live.renders(events.ROUND_OPENED, events.ROUND_CHANGED, events.ROUND_CLOSED)
def round_frame(entry: LedgerEntry, channel: str) -> dict[str, Any]:
    round_ = Round.objects.select_related("decree", "version").defer("version__tree").get(pk=_target_pk(entry))
    text = {
        events.ROUND_OPENED: _("Version %(number)s is open for comments."),
        events.ROUND_CHANGED: _("The round of comments on version %(number)s was changed."),
        events.ROUND_CLOSED: _("The round of comments on version %(number)s is closed."),
    }[entry.verb]
    return _notice(text % {"number": round_.version.number}, round_.decree, round_.version)


def _comment(entry: LedgerEntry, pk: int) -> Comment:
    """With its replies, which share its audience. Fetched once for the entry, then drawn for each channel."""
    if "rendered_comment" not in entry.__dict__:
        found = list(Comment.objects.filter(pk=pk).with_cards()) + list(Comment.objects.filter(parent=pk).with_cards())
        threads(found, found[0].version.document)
        entry.__dict__["rendered_comment"] = found[0]
    comment: Comment = entry.__dict__["rendered_comment"]
    return comment


def _named(comment: Comment) -> dict[str, str]:
    return {"organisation": comment.organisation.label, "place": comment.clause_label}


def _card(comment: Comment, channel: str, text: str) -> dict[str, Any]:
    decree = comment.version.decree
    context = {
        "comment": comment,
        "channel": channel,
        "decree": decree,
        "may_reply": _takes_part(channel) and decree.open_round() is not None,
        "may_answer": channel == SECRETARIAT,
    }
    return {
        "comment": comment.pk,
        "parent": comment.parent_id,
        "clause": comment.clause,
        "version": comment.version.number,
        "start": comment.start,
        "end": comment.end,
        "html": render_to_string("decrees/comment_card.html", context).strip(),
        "text": text,
    }


def _takes_part(channel: str) -> bool:
    return channel == MEMBERS or channel.startswith("organisation:")


def _notice(text: str, decree: DecreePage, version: Version) -> dict[str, Any]:
    context = {"text": text, "decree": decree, "version": version}
    return {"notice": render_to_string("decrees/notice.html", context).strip(), "text": text, "version": version.number}

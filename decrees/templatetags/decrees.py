"""The words of a clause in templates, without a space that is not the decree's."""

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from decrees.models import Answer, Comment, DecreePage, Round
from decrees.reading.filters import ANSWERED, MINE, SECTOR, UNANSWERED
from decrees.reading.layout import Fold, Place, fold_of
from decrees.reading.page import Reading
from decrees.register.rows import Row
from decrees.text.anchoring.further import MOST
from forum.reading.parts import drawn

register = template.Library()
_ENDED = re.compile(r"[.!?…;:,][^\w.!?…;:,]*$|^\s*$")
Options: TypeAlias = list[tuple[str, Any]]
Choice: TypeAlias = tuple[Any, str, str, Options]


@register.filter
def marked(pieces: Iterable[tuple[str, str]]) -> SafeString:
    """Pieces of (words, ids of the comments on them): those commented on are highlighted."""
    return format_html_join("", "{}", ((_piece(text, ids),) for text, ids in pieces))


@register.simple_tag
def card(comment: Comment, page: DecreePage, reading: Reading) -> SafeString:
    """A card on a page, as its reader may use it."""
    said = (comment, *comment.shown_replies)
    values = {
        "comment": comment,
        "decree": {"pk": page.pk},  # a card needs no more for its links
        "channel": reading.channel,
        "may_reply": reading.may_reply,
        "may_answer": reading.may_answer,
        "hears_citizens": reading.hears_citizens,
        "folds": (comment.anchor is not None or reading.is_long) and comment.pk != reading.thread,
        "own": [one.pk for one in said if one.pk in reading.own],
        "organisations": [slug for slug in reading.organisations if slug in {one.organisation.slug for one in said}],
        # What the hour decides: whose words may still be changed.
        "fresh": [one.takes_edits for one in said] if reading.may_reply else [],
    }
    return drawn("decrees/comments/card/card.html", values)


@register.simple_tag
def most_passages() -> int:
    return MOST


@register.simple_tag
def folded(places: list[Place], reading: Reading) -> Fold | None:
    return fold_of(places, thread=reading.thread)


@register.simple_tag
def register_row(row: Row, page: DecreePage) -> SafeString:
    values = {"row": row, "comment": row.comment, "answer": row.answer, "page": {"pk": page.pk}}
    return drawn("decrees/register/row.html", values)


@register.filter
def sentence(words: str) -> str:
    """Somebody's words with a stop at their end, so that another sentence can follow."""
    return words if _ENDED.search(words) else f"{words.rstrip()}."


@register.filter
def is_after(answer: Answer, round_: Round) -> bool:
    return answer.is_after(round_)


def _piece(text: str, ids: str) -> str:
    return format_html('<mark class="passage" data-comment-ids="{}">{}</mark>', ids, text) if ids else text


@register.filter
def filter_fields(reading: Reading) -> list[Choice]:
    """The lists of the comments' filter: (label, name in the address, what is chosen, its options)."""
    wanted = reading.wanted
    tags = [("", _("all")), *Comment.Tag.choices]
    return [
        (_("From"), "organisasi", wanted.who, _voices(reading)),
        (_("Answer"), "keadaan", wanted.state, _states()),
        (_("Concerns"), "jenis", wanted.tag, tags),
    ]


def _voices(reading: Reading) -> Options:
    organisations = {comment.organisation for comment in reading.threads}
    sectors = {organisation.sector for organisation in organisations}
    return [
        ("", _("all")),
        *([(MINE, _("my organisation"))] if reading.organisations else []),
        *sorted((f"{SECTOR}{sector.slug}", sector.name) for sector in sectors),
        *sorted((organisation.slug, organisation.label) for organisation in organisations),
    ]


def _states() -> Options:
    return [("", _("all")), (UNANSWERED, _("not answered")), (ANSWERED, _("answered")), *Answer.Disposition.choices]

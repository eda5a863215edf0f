"""Drafts and comments as what a decision of a meeting led to."""

from collections.abc import Iterable, Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from decrees.models import Comment, DecreePage
from decrees.models.querysets import CommentQuerySet
from forum.permissions import Anyone
from minutes.reading.joins import OFFERED, Behind, Joinable, Joined, decisions_behind, register_joinable

DRAFT, COMMENT = DecreePage._meta.label_lower, Comment._meta.label_lower


def behind_draft(decree: DecreePage, user: Anyone) -> list[Behind]:
    """The decisions that led to the draft or to a comment on it that this reader may see."""
    comments = Comment.objects.visible_to(user).threads().filter(version__decree=decree).values_list("pk", flat=True)
    return decisions_behind([f"{DRAFT}:{decree.pk}", *(f"{COMMENT}:{key}" for key in comments)], user)


def _find_drafts(keys: Sequence[int], user: Anyone) -> list[Joined]:
    return [_draft(one) for one in DecreePage.objects.visible_to(user).filter(pk__in=keys)]


def _offer_drafts(words: str, user: Anyone) -> list[Joined]:
    drafts = DecreePage.objects.visible_to(user).filter(title__icontains=words).order_by("-pk")
    return [_draft(one) for one in drafts[:OFFERED]]


def _draft(decree: DecreePage) -> Joined:
    return Joined(f"{DRAFT}:{decree.pk}", _("Draft decree"), decree.title, decree.url)


def _find_comments(keys: Sequence[int], user: Anyone) -> list[Joined]:
    return _shown(_comments(user).filter(pk__in=keys))


def _offer_comments(words: str, user: Anyone) -> list[Joined]:
    """Among many comments only those that were looked for, and none by words that are hidden."""
    if not words:
        return []
    found = _comments(user).filter(parent=None, text__icontains=words).order_by("-pk")[: 4 * OFFERED]
    return _shown(one for one in found if words.casefold() in one.text.casefold())[:OFFERED]


def _comments(user: Anyone) -> CommentQuerySet:
    return Comment.objects.visible_to(user).select_related("organisation", "version__decree").defer("version__tree")


def _shown(comments: Iterable[Comment]) -> list[Joined]:
    return [
        Joined(
            target=f"{COMMENT}:{one.pk}",
            kind=_("Comment by %(name)s on %(place)s") % {"name": one.organisation.label, "place": one.clause_label},
            title=f"{Truncator(one.text).chars(160)} ({one.version.decree.title})",
            url=one.get_absolute_url(),
        )
        for one in comments
    ]


register_joinable(DRAFT, Joinable(_find_drafts, _offer_drafts))
register_joinable(COMMENT, Joinable(_find_comments, _offer_comments))

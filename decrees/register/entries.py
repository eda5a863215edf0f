"""What drafts give to be found: the newest text that was circulated, and what was said to it for everybody."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decrees import text
from decrees.models import Answer, Comment, Concealment, DecreePage
from forum.audiences import PUBLIC
from search.index import Entry, Source, organisation_facet, register
from search.index.labels import STATUS_LABELS
from search.models import Document
from search.models.index import READABLE


def draft_entries(decree: DecreePage) -> Iterator[Entry]:
    newest = decree.newest
    yield Entry(
        kind=Document.Kind.DRAFT,
        title=decree.title,
        text="\n".join(filter(None, [decree.summary, text.plain(newest.document) if newest else ""])),
        page=decree.pk,
        day=timezone.localtime(newest.circulated_at).date() if newest else None,
        for_everybody=_is_public(decree),
    )


def comment_entries(comment: Comment) -> Iterator[Entry]:
    """With the answer that stands. Hidden words are not there to be read."""
    answer, decree = comment.answer, comment.version.decree
    organisation = comment.organisation
    status = f":status:{answer.disposition}" if answer else ":status:unanswered"
    yield Entry(
        kind=Document.Kind.COMMENT,
        title=f"{organisation.label}: {comment.clause_label}",
        text="\n".join(filter(None, [comment.text, comment.proposed, answer.reason if answer else "", decree.title])),
        beside=organisation.name,
        page=decree.pk,
        address=comment.get_absolute_url(),
        day=timezone.localtime(comment.created_at).date(),
        facets=[organisation_facet(organisation), status],
        for_everybody=_is_public(decree),
    )


def _is_public(decree: DecreePage) -> bool:
    return decree.reading == DecreePage.Reading.PUBLIC


def _public_comments() -> QuerySet[Comment]:
    public = Comment.objects.filter(audience=PUBLIC, version__decree__live=True)
    return public.select_related("version__decree", "organisation", "answer")


STATUS_LABELS.update({**dict(Answer.Disposition.choices), "unanswered": _("not answered yet")})
register(Source(DecreePage, draft_entries, lambda: DecreePage.objects.live()))
register(
    Source(
        Comment,
        comment_entries,
        _public_comments,
        told_by={Answer: lambda row: row.comment, Concealment: lambda row: row.comment},
    )
)
READABLE.append(DecreePage.objects.visible_to)

"""What those are mailed who follow a draft or an organisation without a login: what everybody may read."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from decrees.models import Answer, Comment, DecreePage
from decrees.models.querysets import CommentQuerySet
from decrees.reading.sources.decisions import behind_draft
from forum.audiences import PUBLIC
from forum.events import feed_verbs
from forum.models import InvitationPage, LedgerEntry, Organisation, RecordedPage
from forum.models.pages import absolute_reverse, absolute_url
from forum.reading.feed import Item, fold, title_of
from minutes.models import MinutesPage
from search.reading.followed import Followed, Kind, Line, register_followed

EVERYBODY = AnonymousUser()


def _draft(key: int) -> Followed | None:
    decree = DecreePage.objects.visible_to(EVERYBODY).filter(pk=key).first()
    return Followed(decree.title, absolute_url(decree)) if decree else None


def _news_of_draft(key: int, after: int, until: int) -> list[Line]:
    """The whole case: the draft, the minutes whose decisions led to it, the invitations to take part in it."""
    pages = _case(DecreePage.objects.get(pk=key))
    entries = LedgerEntry.objects.filter(audience=PUBLIC, verb__in=feed_verbs(), pages__page_id__in=pages)
    latest = entries.filter(seq__gt=after, seq__lte=until).order_by("-seq").distinct()
    items = fold(Item(entry, pages[entry.page_id]) for entry in latest if entry.page_id in pages)
    return [Line(title_of(item), absolute_url(item.page), _day(item.entry)) for item in items]


def _case(decree: DecreePage) -> dict[int | None, RecordedPage]:
    meetings = {behind.minutes.pk for behind in behind_draft(decree, EVERYBODY)}
    minutes = MinutesPage.objects.visible_to(EVERYBODY).filter(pk__in=meetings)
    invitations = InvitationPage.objects.visible_to(EVERYBODY).about(decree)
    return {page.pk: page for page in (decree, *minutes, *invitations)}


def _organisation(key: int) -> Followed | None:
    one = Organisation.objects.standing().filter(pk=key).first()
    return Followed(one.name, absolute_reverse("forum:organisation", one.slug)) if one else None


def _news_of_organisation(key: int, after: int, until: int) -> list[Line]:
    """What it said, and what was answered to that."""
    own = Comment.objects.visible_to(EVERYBODY).filter(organisation=key).select_related("version__decree")
    said = own.threads().filter(seq__gt=after, seq__lte=until).defer("version__tree").order_by("-seq")
    given = Answer.objects.filter(comment__in=own.values("pk"), seq__gt=after, seq__lte=until).order_by("-seq")
    answers = given.select_related("comment__version__decree").defer("comment__version__tree")
    return [*_said(said), *(_answered(answer) for answer in answers)]


def _said(comments: CommentQuerySet) -> Iterable[Line]:
    for comment in comments:
        title = _("Comment on %(place)s: %(title)s") % _named(comment)
        yield Line(title, _address(comment), date_format(timezone.localtime(comment.created_at), "j F Y"))


def _answered(answer: Answer) -> Line:
    title = _("Answer on %(place)s: %(title)s") % _named(answer.comment)
    day = date_format(timezone.localtime(answer.answered_at), "j F Y")
    return Line(title, _address(answer.comment), f"{answer.get_disposition_display()}, {day}")


def _named(comment: Comment) -> dict[str, str]:
    return {"place": comment.clause_label, "title": comment.version.decree.title}


def _address(comment: Comment) -> str:
    return absolute_reverse("decrees:comment-detail", comment.version.decree_id, comment.pk)


def _day(entry: LedgerEntry) -> str:
    return date_format(timezone.localtime(entry.at), "j F Y")


register_followed("draft", Kind(_draft, _news_of_draft))
register_followed("organisation", Kind(_organisation, _news_of_organisation))

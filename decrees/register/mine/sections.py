"""What an organisation said about drafts and proposed for them, as far as a reader may see it; what became of it."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from decrees.models import Answer, ChangeSource, Comment
from decrees.models.querysets import CommentQuerySet
from forum.models import Organisation
from forum.permissions import Anyone
from forum.reading.directory.sections import Line, Section, register_section

ORDER_OF_COMMENTS, ORDER_OF_WORDINGS = 10, 20


def comments_of(organisation: Organisation, user: Anyone) -> Section:
    """Counted by the answer that stands; those that have none yet wait."""
    own = _own(organisation, user)
    counted = dict(own.order_by().values_list("answer__disposition").annotate(n=Count("pk")))
    waiting = [(_("waiting for an answer"), counted.pop(None, 0))]
    answered = [(label, counted.get(value, 0)) for value, label in Answer.Disposition.choices]
    return Section("komentar", _("Comments on drafts"), _listed(own), _lines, [*answered, *waiting])


def wordings_of(organisation: Organisation, user: Anyone) -> Section:
    changed = Exists(ChangeSource.objects.filter(comment=OuterRef("pk")))
    own = _own(organisation, user).exclude(proposed=None)
    counted = dict(own.order_by().annotate(has_changed=changed).values_list("has_changed").annotate(n=Count("pk")))
    counts = [(_("changed the text"), counted.get(True, 0)), (_("changed nothing so far"), counted.get(False, 0))]
    return Section("rumusan", _("Proposed wordings"), _listed(own), _lines, counts)


def _own(organisation: Organisation, user: Anyone) -> CommentQuerySet:
    return Comment.objects.visible_to(user).to_answer().filter(organisation=organisation)


def _listed(comments: CommentQuerySet) -> CommentQuerySet:
    listed = comments.select_related("answer", "version__decree").defer("version__tree", "version__decree__body")
    return listed.order_by("-seq", "-pk")


def _lines(comments: Sequence[Comment]) -> Iterable[Line]:
    """Without the words: they are one step away, where what is hidden of them is seen."""
    for comment in comments:
        state = comment.answer.get_disposition_display() if comment.answer else str(_("waiting for an answer"))
        yield Line(
            title=f"{capfirst(comment.clause_label)} – {comment.version.decree.title}",
            url=comment.get_absolute_url(),
            about=date_format(timezone.localtime(comment.created_at), "j F Y"),
            state=state,
        )


register_section(ORDER_OF_COMMENTS, comments_of)
register_section(ORDER_OF_WORDINGS, wordings_of)

"""The list of comments in Wagtail's admin, of one draft or of all, with a filter for those that wait for an answer."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from decrees import permissions
from decrees.models import Answer, Comment, DecreePage, Reaction
from decrees.models.querysets import with_history
from forum import clock
from forum.models import Organisation

STATES = [
    ("unanswered", _("without an answer")),
    ("late", _("answer is late")),
    ("answered", _("answered")),
    ("contested", _("objection maintained")),
    *Answer.Disposition.choices,
]


def _heard(request: HttpRequest) -> QuerySet[Organisation]:
    """Organisations whose comments the person may read. Others are not listed: their names would reveal that they have
    discussions of their own."""
    shown = Comment.objects.visible_to(request.user).to_answer()
    return Organisation.objects.filter(pk__in=shown.order_by().values("organisation")).order_by("name")


class CommentFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("answer"), choices=STATES, method="by_state")
    organisation = django_filters.ModelChoiceFilter(label=_("organisation"), queryset=_heard)

    class Meta:
        model = Comment
        fields = ("state", "organisation")

    def by_state(self, queryset: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        if value in ("unanswered", "answered"):
            return queryset.filter(answer__isnull=value == "unanswered")
        if value == "late":
            return queryset.filter(answer=None, assignment__due__lt=clock.today())
        if value == "contested":
            return queryset.filter(reaction__stance=Reaction.Stance.OBJECTS)
        return queryset.filter(answer__disposition=value)


class CommentListView(generic.IndexView):
    """Comments to answer, the oldest first. Replies are shown with their comment."""

    model = Comment
    filterset_class = CommentFilterSet
    header_icon = "comment"
    page_title = _("Comments")
    paginate_by = 50
    default_ordering = "seq"
    is_searchable = False
    results_only = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        permissions.require(permissions.can_answer(request.user, self.decree))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def decree(self) -> DecreePage:
        return get_object_or_404(DecreePage, pk=self.kwargs["pk"])

    def get_base_queryset(self) -> QuerySet[Comment]:
        comments = Comment.objects.visible_to(self.request.user).to_answer().filter(version__decree=self.decree)
        listed = comments.select_related("organisation", "version", "answer", "reaction", "assignment__organisation")
        return listed.prefetch_related(Prefetch("answers", with_history())).knowing_gaps()

    def get_page_subtitle(self) -> str:
        return self.decree.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        desk = {"url": reverse("decrees_admin:desk", args=[self.decree.pk]), "label": self.decree.title}
        return [*self.breadcrumbs_items, desk, {"url": "", "label": self.page_title}]

    def get_index_url(self) -> str:
        return reverse("decrees_admin:comments", args=[self.decree.pk])

    def get_index_results_url(self) -> str:
        return reverse("decrees_admin:comments-results", args=[self.decree.pk])

    def get_edit_url(self, comment: Comment) -> str:
        return reverse("decrees_admin:answer", args=[self.decree.pk, comment.pk])

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("said", label=_("Comment"), accessor=_said, get_url=self.get_edit_url),
            Column("clause_label", label=_("Place")),
            Column("version", label=_("Version"), accessor="version.number"),
            Column("organisation", label=_("Organisation"), accessor="organisation.label"),
            DateColumn("created_at", label=_("Time")),
            Column("answer", label=_("Answer"), accessor=_became),
        ]


def _became(comment: Comment) -> str:
    """The answer, the reaction to it and that there was an objection to an earlier one; without an answer, who is to
    give it."""
    if comment.answer:
        before = _("objected to an earlier answer") if comment.earlier_objections else None
        return " · ".join(map(str, filter(None, [comment.answer, comment.reaction, before])))
    assignment = getattr(comment, "assignment", None)
    if assignment is None:
        return str(_("none yet"))
    words = _("late: %(name)s, %(date)s") if assignment.is_late else _("%(name)s, until %(date)s")
    return words % {"name": assignment.organisation.label, "date": date_format(assignment.due, "j F Y")}


def _said(comment: Comment) -> str:
    return Truncator(comment.text or comment.proposed or "").words(14)

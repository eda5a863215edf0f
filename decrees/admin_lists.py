"""The list of comments in Wagtail's admin, of one draft or of all, with those that wait for an answer."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from decrees import permissions
from decrees.models import Answer, Comment, DecreePage
from forum.models import Organisation

STATES = [("unanswered", _("without an answer")), ("answered", _("answered")), *Answer.Disposition.choices]


class CommentFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("answer"), choices=STATES, method="by_state")
    organisation = django_filters.ModelChoiceFilter(
        label=_("organisation"), queryset=Organisation.objects.filter(comments__isnull=False).distinct()
    )

    class Meta:
        model = Comment
        fields = ("state", "organisation")

    def by_state(self, queryset: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        if value in ("unanswered", "answered"):
            return queryset.filter(answer__isnull=value == "unanswered")
        return queryset.filter(answer__disposition=value)


class CommentListView(generic.IndexView):
    """Comments to answer, oldest first; replies are read with their comment."""

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
        comments = Comment.objects.visible_to(self.request.user).threads().filter(version__decree=self.decree)
        return comments.select_related("organisation", "version", "answer")

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
            Column("answer", label=_("Answer"), accessor=lambda comment: str(comment.answered or _("none yet"))),
        ]


def _said(comment: Comment) -> str:
    return Truncator(comment.text or comment.proposed or "").words(14)

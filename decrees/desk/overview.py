"""The desk of a draft: its state, and what can be done next."""

from typing import Any

from django.db.models import Count, Q
from django.views.generic import TemplateView

from decrees import permissions
from decrees.desk.base import DraftMixin
from decrees.models import Anchor, CitizenComment, Comment, Report, Round
from decrees.reading.sources import unattributed_changes, unfulfilled_commitments
from decrees.register.hidings import hidings_of
from decrees.services.notifying.messages import of_draft
from decrees.services.notifying.untold import untold
from forum.documents.invitations.messages import Message


class DeskView(DraftMixin, TemplateView):
    """The state of a draft, and what can be done next."""

    template_name = "decrees/desk/overview/page.html"

    def get_page_title(self) -> str:
        return self.decree.title

    def allowed(self) -> bool:
        return permissions.can_answer(self.request.user, self.decree)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        threads = Comment.objects.visible_to(self.request.user).filter(version__decree=self.decree, parent=None)
        round_ = self.decree.current_round
        counted = Count("comments", filter=Q(comments__in=threads))
        return super().get_context_data(
            versions=self.decree.versions.defer("tree").annotate(comment_count=counted),
            round=round_,
            grants=permissions.grants_of(self.decree),
            all_permissions=list(permissions.DecreePermission),
            comment_count=threads.count(),
            unanswered_count=threads.unanswered().count(),
            waiting_count=Anchor.objects.visible_to(self.request.user).waiting_on(self.decree.newest).count(),
            may_circulate=permissions.can_circulate(self.request.user, self.decree),
            unfulfilled_count=unfulfilled_commitments(self.decree, self.request.user).count(),
            unattributed_count=self._unattributed_count(),
            check_count=CitizenComment.objects.waiting().filter(citizen__decree=self.decree).count(),
            report_count=Report.objects.filter(comment__version__decree=self.decree, closed_at=None).count(),
            hiding_count=sum(hiding.is_open for hiding in hidings_of(self.decree)),
            untold=untold(self.decree),
            told_count=self._told_count(round_),
            texts=self._texts(round_),
            **kwargs,
        )

    def _told_count(self, round_: Round | None) -> int | None:
        """How many others hear of what is new, also of the next version; None where nobody is to before a round."""
        others = permissions.people_taking_part(self.decree).exclude(pk=self.request.user.pk).count()  # type: ignore[misc]
        return others if others or (round_ and round_.is_open) else None

    def _texts(self, round_: Round | None) -> list[Message]:
        newest = self.decree.newest
        return [of_draft(self.decree, newest.number, round_)] if newest and self.decree.live else []

    def _unattributed_count(self) -> int:
        newest = self.decree.newest
        return len(unattributed_changes(newest, self.request.user)) if newest else 0

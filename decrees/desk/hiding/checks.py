"""What citizens sent online, before everybody reads it: published, or not for one of the reasons of the take-down.

What says the same or nearly the same about a clause stands together, for one press.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from decrees import permissions
from decrees.desk.base import DraftMixin
from decrees.forms.citizens import CheckForm
from decrees.models import CitizenComment, Comment, PublicVoice
from decrees.services import citizens
from decrees.services.commenting.saying import wordings_together
from decrees.text.redline import similar

SHOWN = 40  # groups at once; the next come when these are looked at


@dataclass(slots=True)
class Group:
    """`rows` say the same or nearly; `like` is what a citizen's comment says already."""

    rows: list[CitizenComment]
    like: Comment | None = None
    form: CheckForm = field(init=False)

    @property
    def first(self) -> CitizenComment:
        return self.rows[0]

    @property
    def key(self) -> str:
        return f"g{self.first.pk}"

    @property
    def others(self) -> list[CitizenComment]:
        """Those whose words differ from the first."""
        return [row for row in self.rows[1:] if row.text != self.first.text]


def groups_of(waiting: list[CitizenComment], published: list[Comment]) -> list[Group]:
    """In the order in which they wait; each with what is published in nearly the same words."""
    remarks = [(f"c{one.pk}", _about(one), 0, 1, one.text) for one in published]
    remarks += [(f"w{one.pk}", _about(one), 0, 1, one.text) for one in waiting]
    together = {key: group for group in similar.groups(remarks, nearly_the_same=True) for key in group}
    known = {f"c{one.pk}": one for one in published}
    rows = {f"w{one.pk}": one for one in waiting}
    found, taken = [], set[str]()
    for key in rows:
        if key not in taken:
            alike = together.get(key, [key])
            taken.update(alike)
            like = next((known[one] for one in alike if one in known), None)
            found.append(Group([rows[one] for one in alike if one in rows], like))
    return found


def _about(one: CitizenComment | Comment) -> str:
    """What is said about the same clause, with the same wording proposed, may be one text."""
    wordings = wordings_together(one) if isinstance(one, Comment) else one.wordings or {}
    return f"{one.clause} {one.proposed!r} {sorted(wordings.items())}"


class ChecksView(DraftMixin, TemplateView):
    title = _("From citizens, to look at")
    template_name = "decrees/desk/hiding/checks.html"

    def allowed(self) -> bool:
        return permissions.can_check(self.request.user, self.decree)

    @cached_property
    def waiting(self) -> list[CitizenComment]:
        rows = CitizenComment.objects.waiting().filter(citizen__decree=self.decree)
        return list(rows.select_related("version", "round").defer("version__tree"))

    @cached_property
    def groups(self) -> list[Group]:
        rounds = {one.round_id for one in self.waiting}
        voices = PublicVoice.objects.exclude(kind="").filter(comment__round__in=rounds, comment__together_with=None)
        known = voices.select_related("comment__organisation").prefetch_related("comment__together")
        published = [voice.comment for voice in known if not voice.comment.gap]
        groups = groups_of(self.waiting, published)[:SHOWN]
        for group in groups:
            group.form = self._form(group)
        return groups

    def _form(self, group: Group) -> CheckForm:
        data = self.request.POST if self.request.POST.get("group") == group.key else None
        return CheckForm(data, rows=group.rows, like=group.like, prefix=group.key)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        group = next((one for one in self.groups if one.key == request.POST.get("group")), None)
        try:
            if group is None:
                raise ValidationError(_now("Somebody has looked at this meanwhile."))
            messages.success(request, self._decide(group.form))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.render_to_response(self.get_context_data(), status=422)
        return redirect("decrees_admin:checks", self.decree.pk)

    def _decide(self, form: CheckForm) -> str:
        """What was done, in words."""
        if not form.is_valid():
            raise ValidationError([message for found in form.errors.values() for message in found])
        told = form.cleaned_data
        asked, by = list(told["asked"]), self.request.user
        if self.request.POST.get("decision") == "refuse":
            citizens.refuse_comments(asked, reason=told["reason"], note=told["note"], by=by)  # type: ignore[arg-type]
            return ngettext("%(n)d is not published.", "%(n)d are not published.", len(asked)) % {"n": len(asked)}
        citizens.hear_comments(asked, joins=told.get("joins"), by=by)  # type: ignore[arg-type]
        return ngettext("%(n)d is published.", "%(n)d are published.", len(asked)) % {"n": len(asked)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        refused = CitizenComment.objects.refused().filter(citizen__decree=self.decree).select_related("version")
        return super().get_context_data(
            groups=self.groups,
            waiting_count=len(self.waiting),
            refused=refused.defer("version__tree")[:SHOWN],
            **kwargs,
        )

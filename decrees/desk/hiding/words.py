"""Take-down on the desk of a draft: what readers report, what waits for a second person, what is hidden."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from decrees import permissions, services
from decrees.desk.base import DraftMixin, ServiceFormView
from decrees.forms.hiding import ConcealmentForm, OutcomeForm
from decrees.models import Comment, Concealment, Report
from decrees.register.hidings import hidings_of
from decrees.services.hiding.targets import find_target
from forum.forms.hiding import DecisionForm


def _reports(view: DraftMixin) -> QuerySet[Report]:
    visible = Comment.objects.visible_to(view.request.user).filter(version__decree=view.decree)
    found = Report.objects.filter(comment__in=visible.values("pk"))
    return found.select_related("comment__organisation", "comment__version").defer("comment__version__tree")


class HidingsView(DraftMixin, TemplateView):
    title = _("Reports and hiding")
    template_name = "decrees/desk/hiding/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hidings = list(hidings_of(self.decree))
        return super().get_context_data(
            reports=_reports(self).filter(closed_at=None),
            closed=_reports(self).exclude(closed_at=None).order_by("-closed_at"),
            waiting=[one for one in hidings if one.is_open],
            decided=[one for one in hidings if not one.is_open],
            **kwargs,
        )


class HidingFormView(ServiceFormView):
    leads_to = "decrees_admin:hidings"


class ProposeView(HidingFormView):
    title = _("Hide words")
    button = _("Propose it")
    done = _("It is on record, and waits for a second person.")
    form_class = ConcealmentForm
    template_name = "decrees/desk/hiding/propose.html"

    @cached_property
    def comment(self) -> Comment:
        comments = Comment.objects.visible_to(self.request.user).with_cards()
        return get_object_or_404(comments, pk=self.kwargs["comment_pk"], version__decree=self.decree)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "comment": self.comment}

    def call(self, form: ConcealmentForm) -> Concealment:
        given = dict(form.cleaned_data)
        target = find_target(self.comment, given.pop("part"))
        return services.propose_hiding(target, **given, by=self.request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(comment=self.comment, **kwargs)


class HidingView(HidingFormView):
    """One hiding: the second person looks at the words and decides; later it may be lifted."""

    title = _("Hiding")
    done = _("Your decision is on record.")
    form_class = DecisionForm
    template_name = "decrees/desk/hiding/hiding.html"

    @cached_property
    def hiding(self) -> Concealment:
        return get_object_or_404(hidings_of(self.decree), pk=self.kwargs["hiding_pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        words = services.look_at_hidden_words(self.hiding, by=request.user)  # type: ignore[arg-type]
        response = self.render_to_response(self.get_context_data(words=words))
        response["Cache-Control"] = "private, no-store"
        return response

    def call(self, form: DecisionForm) -> Any:
        decide = {
            "confirm": services.confirm_hiding,
            "refuse": services.refuse_hiding,
            "lift": services.lift_hiding,
            "uphold": services.uphold_hiding,
        }.get(self.request.POST.get("decision", ""))
        if decide is None:
            raise ValidationError(_now("Choose what you decide."))
        try:
            return decide(self.hiding, reason=form.cleaned_data["reason"], by=self.request.user)  # type: ignore[arg-type]
        except PermissionDenied:
            # Wagtail would lead away from the form, without a word about why.
            raise ValidationError(_now("You proposed it: somebody else decides, with another login.")) from None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            hiding=self.hiding,
            may_decide=self.hiding.is_open and permissions.can_decide_hiding(user, self.hiding),
            may_uphold=self.hiding.has_open_objection and permissions.can_decide_hiding(user, self.hiding),
            may_look=permissions.can_look(user, self.hiding),
            **kwargs,
        )


class ReportView(HidingFormView):
    title = _("Report of a reader")
    button = _("Close the report")
    done = _("The report is closed.")
    form_class = OutcomeForm
    template_name = "decrees/desk/hiding/report.html"

    @cached_property
    def report(self) -> Report:
        return get_object_or_404(_reports(self), pk=self.kwargs["report_pk"])

    def call(self, form: OutcomeForm) -> Report:
        return services.close_report(self.report, outcome=form.cleaned_data["outcome"], by=self.request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(report=self.report, comment=self.report.comment, **kwargs)

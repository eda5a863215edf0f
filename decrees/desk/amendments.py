"""Proposed wordings in the admin: shown beside the editor's text, put into it with one action, or merged by hand."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from decrees import services
from decrees.desk.base import ServiceFormView, ServiceView
from decrees.models import AdoptedAmendment, Comment, DecreePage
from decrees.reading.amendment_board import Amendment, AmendmentBoard, ClauseAmendments, adopted_amendments
from decrees.reading.lookup import whole
from decrees.services.circulation.adopting import editing
from decrees.text.redline.merging import Conflict
from forum.forms.fields import LinesField


class WordingView(ServiceView, TemplateView):
    """The proposals for each clause. POST puts the chosen ones for one clause into the text."""

    title = _("Proposed wording")
    leads_to = "decrees_admin:wording"
    template_name = "decrees/desk/amendments/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            board=AmendmentBoard(self.decree, self.request.user),
            taken=adopted_amendments(self.decree, self.request.user),
            editing=editing(self.decree),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.decree.pk]),
            **kwargs,
        )

    def call(self) -> list[AdoptedAmendment]:
        chosen = _chosen(self.request, self.decree)
        if chosen[0].structure:
            seen = self.request.POST.get("seen")
            return [services.adopt_structure(chosen[0], seen=seen, by=self.request.user)]  # type: ignore[arg-type]
        if "together" in self.request.POST:
            return services.adopt_together(chosen[0], by=self.request.user)  # type: ignore[arg-type]
        return services.adopt_amendments(chosen, by=self.request.user)  # type: ignore[arg-type]

    def say_done(self, result: list[AdoptedAmendment]) -> None:
        _tell(self.request, self.decree.pk, result)


class ReturnView(ServiceView):
    """POST takes the chosen proposals out of the text again."""

    leads_to = "decrees_admin:wording"

    def call(self) -> list[AdoptedAmendment]:
        return services.revert_adoptions(_chosen(self.request, self.decree), by=self.request.user)  # type: ignore[arg-type]

    def say_done(self, result: list[AdoptedAmendment]) -> None:
        _tell_returned(self.request, self.decree.pk, [one.comment for one in result])


def _chosen(request: HttpRequest, decree: DecreePage) -> list[Comment]:
    """The comments named in the form, in its order. Raises Http404 if the person may not see all of them on this
    draft."""
    wanted = [whole(number) for number in request.POST.getlist("comment")]
    visible = Comment.objects.visible_to(request.user).filter(version__decree=decree)
    found = {comment.pk: comment for comment in visible.filter(pk__in=[pk for pk in wanted if pk])}
    comments = [found[number] for number in wanted if number in found]
    if not comments or len(comments) < len(wanted):
        raise Http404
    return comments


def _tell_returned(request: HttpRequest, decree_pk: int, comments: list[Comment]) -> None:
    """Say what was restored. If an answer promised the change, offer to change that answer."""
    text = ngettext(
        "The text is as it was; %(n)d proposal is open again.",
        "The text is as it was; %(n)d proposals are open again.",
        len(comments),
    )
    promised = [comment for comment in comments if comment.answer and comment.answer.promises_change]
    buttons = [messages.button(_answer(decree_pk, promised[0].pk), str(_("Change its answer")))] if promised else []
    messages.success(request, text % {"n": len(comments)}, buttons=buttons)


def _tell(request: HttpRequest, decree_pk: int, taken: list[Any]) -> None:
    """Say what was put into the text, and offer the next step: the comment still needs an answer."""
    text = ngettext("%(n)d proposal is in the text now.", "%(n)d proposals are in the text now.", len(taken))
    waiting = [one.comment for one in taken if one.comment.answer is None]
    buttons = (
        [messages.button(answer_url(decree_pk, waiting[0].pk), str(_("Answer it as accepted")))] if waiting else []
    )
    messages.success(request, text % {"n": len(taken)}, buttons=buttons)


def answer_url(decree_pk: int, comment_pk: int) -> str:
    return f"{_answer(decree_pk, comment_pk)}?disposition=accepted"


def _answer(decree_pk: int, comment_pk: int) -> str:
    return reverse("decrees_admin:answer", args=[decree_pk, comment_pk])


class WordingForm(forms.Form):
    """`seen` is the text that the person saw: if the text is different by now, nothing is saved."""

    text = LinesField(label=_("The clause as it shall read"), widget=forms.Textarea(attrs={"rows": 8}))
    seen = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, is_row: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_row:
            self.fields["text"].help_text = _("One line for each column: position, office, note.")


class MergeView(ServiceFormView):
    """Merge by hand one proposal that cannot be put in as it is."""

    title = _("Merge by hand")
    button = _("Put this into the text")
    done = _("The wording is in the text now.")
    leads_to = "decrees_admin:wording"
    form_class = WordingForm
    template_name = "decrees/desk/amendments/merge.html"

    @cached_property
    def case(self) -> tuple[ClauseAmendments, Amendment]:
        comments = Comment.objects.visible_to(self.request.user).filter(version__decree=self.decree)
        comment = get_object_or_404(comments, pk=self.kwargs["comment_pk"])
        host = AmendmentBoard(self.decree, self.request.user).host_of(comment)
        if host is None or host.ours is None:
            raise Http404
        return host, next(amendment for amendment in host.amendments if amendment.comment == comment)

    @cached_property
    def outcome(self) -> tuple[str, list[Conflict]]:
        host, amendment = self.case
        return host.together.with_only([str(amendment.comment.pk)]).outcome

    def get_form_kwargs(self) -> dict[str, Any]:
        host, _wish = self.case
        text = self.outcome[0].replace("\t", "\n") if host.is_row else self.outcome[0]
        seen = (host.ours or "").replace("\t", "\n")
        return {**super().get_form_kwargs(), "is_row": host.is_row, "initial": {"text": text, "seen": seen}}

    def call(self, form: WordingForm) -> None:
        host, amendment = self.case
        seen = form.cleaned_data["seen"].replace("\r\n", "\n")
        services.adopt_amendment(
            amendment.comment,
            text=form.cleaned_data["text"],
            seen=seen.replace("\n", "\t") if host.is_row else seen,
            by=self.request.user,  # type: ignore[arg-type]
        )

    def get_success_url(self) -> str:
        _host, amendment = self.case
        waiting = amendment.comment.answer is None
        return answer_url(self.decree.pk, amendment.comment.pk) if waiting else super().get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        host, amendment = self.case
        return super().get_context_data(host=host, amendment=amendment, conflicts=self.outcome[1], **kwargs)

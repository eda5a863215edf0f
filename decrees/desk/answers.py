"""Answers in Wagtail's admin: to one comment, or to like comments together; and who is to answer which, until when."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from decrees import permissions, services
from decrees.desk.base import ServiceFormView
from decrees.drafting.restructuring import Structure
from decrees.forms.answers import AnswerForm
from decrees.forms.fields import ManyField
from decrees.models import Answer, Comment
from decrees.reading.comment_context import comment_context
from decrees.reading.similar_comments import alike
from forum.forms.dates.fields import DateField
from forum.models import Organisation


class AnswerView(ServiceFormView):
    title = _("Answer a comment")
    button = _("Save the answer")
    done = _("The answer is saved.")
    form_class = AnswerForm
    template_name = "decrees/desk/answers/form.html"

    def allowed(self) -> bool:
        return permissions.can_answer(self.request.user, self.decree)

    @cached_property
    def comment(self) -> Comment:
        threads = Comment.objects.visible_to(self.request.user).to_answer().with_cards()
        return get_object_or_404(threads, pk=self.kwargs["comment_pk"], version__decree=self.decree)

    def get_form_kwargs(self) -> dict[str, Any]:
        answer = self.comment.answer
        others = [] if answer else alike(self.comment, self.request.user)
        return {**super().get_form_kwargs(), "instance": answer, "alike": others}

    def get_initial(self) -> dict[str, Any]:
        """A link may preset the disposition, for example 'accepted' for a wording that was put into the text."""
        wanted = self.request.GET.get("disposition")
        known = wanted in Answer.Disposition.values and not self.comment.answer
        done = "" if self.comment.answer else _done(self.comment)
        return {"disposition": wanted, **({"reason": done} if done else {})} if known else {}

    def call(self, form: AnswerForm) -> None:
        services.answer_comments(
            [self.comment, *form.together_with],
            disposition=form.cleaned_data["disposition"],
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=self.request.user,  # type: ignore[arg-type]
        )

    def get_success_url(self) -> str:
        """To the list of comments that wait for an answer."""
        return f"{reverse('decrees_admin:comments', args=[self.decree.pk])}?state=unanswered"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visible = Comment.objects.visible_to(self.request.user).values("pk")
        answer = self.comment.answer
        shared = answer.others().filter(pk__in=visible).select_related("organisation") if answer else []
        subject = comment_context(self.comment, self.request.user)
        return super().get_context_data(about=subject, comment=self.comment, shared=shared, **kwargs)


def _done(comment: Comment) -> str:
    """What was done with the text because of it, to begin the answer with; the words of the decree are Indonesian."""
    if not comment.wanted or not hasattr(comment, "adoption"):
        return ""
    with override("id"):
        if comment.wanted.kind is Structure.MOVE:
            words = {"place": comment.clause_label, "after": comment.wanted.label}
            return gettext("In the next version %(place)s stands after %(after)s.") % words
        return gettext("The next version has the new clause after %(place)s.") % {"place": comment.clause_label}


class AssignForm(forms.Form):
    comments = ManyField(label=_("Comments"), queryset=Comment.objects.none())
    organisation = forms.ModelChoiceField(label=_("To be answered by"), queryset=Organisation.objects.none())
    due = DateField(label=_("Until"))

    def __init__(self, *args: Any, waiting: Any, answering: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        comments: Any = self.fields["comments"]
        comments.queryset = waiting
        comments.label_from_instance = _line
        self.fields["organisation"].queryset = answering  # type: ignore[attr-defined]


def _line(comment: Comment) -> str:
    assignment = getattr(comment, "assignment", None)
    given = f" → {assignment.organisation.label}, {assignment.due:%d-%m-%Y}" if assignment else ""
    said = Truncator(comment.text or comment.proposed or "").words(18)
    return f"{comment.clause_label} · {comment.organisation.label}: {said}{given}"


class AssignView(ServiceFormView):
    title = _("Say who is to answer")
    button = _("Ask for these answers")
    done = _("The comments are assigned.")
    form_class = AssignForm
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        waiting = Comment.objects.visible_to(self.request.user).unanswered().filter(version__decree=self.decree)
        waiting = waiting.select_related("organisation", "assignment__organisation", "version__decree", "answer")
        return {
            **super().get_form_kwargs(),
            "waiting": waiting.order_by("clause_label", "seq"),
            "answering": permissions.answering(self.decree),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"comments": self.request.GET.getlist("komentar")}

    def call(self, form: AssignForm) -> None:
        services.assign_comments(
            form.cleaned_data["comments"],
            organisation=form.cleaned_data["organisation"],
            due=form.cleaned_data["due"],
            by=self.request.user,  # type: ignore[arg-type]
        )

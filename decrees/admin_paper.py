"""Typing in what was handed in on paper, one comment after the other."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from decrees import services
from decrees.admin_views import ServiceFormView
from decrees.export.paper_print import listed
from decrees.forms_taking_part import PaperForm
from decrees.models import Comment, Round

# What stays the same for all comments of one sheet.
KEPT = ("organisation", "office", "received_on")
RECENT = 10


class RoundFormView(ServiceFormView):
    """A form that needs a round; without one there is no form, and what was done before is still shown."""

    @cached_property
    def round(self) -> Round | None:
        raise NotImplementedError

    def get_form(self, form_class: Any = None) -> Any:
        return super().get_form(form_class) if self.round else None

    def get_form_kwargs(self) -> dict[str, Any]:
        clauses = listed(self.round.version) if self.round else []
        return {**super().get_form_kwargs(), "round_": self.round, "listed": clauses}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.round is None:
            messages.error(request, str(_("There is no round of comments for this.")))
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(round=self.round, **kwargs)


class PaperView(RoundFormView):
    title = _("Type in comments from paper")
    button = _("Save and type in the next")
    form_class = PaperForm
    template_name = "decrees/admin/paper.html"

    @cached_property
    def round(self) -> Round | None:
        """The one that is not closed: open, or past its last day with the post still being opened."""
        return self.decree.rounds.filter(closed_at=None).select_related("version", "decree").first()

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET[name] for name in KEPT if name in self.request.GET}

    @transaction.atomic
    def call(self, form: PaperForm) -> None:
        """The same said about several passages is a comment on each; each has its own token."""
        clauses = form.cleaned_data["clauses"]
        for clause in clauses:
            services.enter_paper_comment(
                self.round,  # type: ignore[arg-type]
                clause=clause,
                token=uuid.uuid5(form.cleaned_data["token"], clause),
                by=self.request.user,  # type: ignore[arg-type]
                **form.words,
            )
        self.done = ngettext("%(n)d comment is typed in.", "%(n)d comments are typed in.", len(clauses)) % {
            "n": len(clauses)
        }

    def get_success_url(self) -> str:
        """Back to the same sheet."""
        kept = {name: self.request.POST.get(name, "") for name in KEPT}
        return f"{reverse('decrees_admin:paper', args=[self.decree.pk])}?{urlencode(kept)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = Comment.objects.visible_to(self.request.user).filter(version__decree=self.decree)
        typed = typed.exclude(received_on=None)
        recent = typed.with_cards().order_by("-pk")[:RECENT]
        return super().get_context_data(recent=recent, typed_count=typed.count(), **kwargs)

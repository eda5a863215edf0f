"""The secretariat's desk of a draft, in Wagtail's admin: circulate, open and close rounds."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from decrees import permissions, services
from decrees.desk.base import ServiceFormView, ServiceView
from decrees.forms.rounds import LAST, CirculateForm, RoundForm, first_day
from decrees.models import Anchor, CitizenComment, Comment, DecreePage, Letter, Notification, Round, Version
from decrees.reading.comparison import VersionComparison
from decrees.text import Document, to_json
from forum.models import ForumSettings


class CirculateView(ServiceFormView):
    title = _("Circulate a version")
    button = _("Circulate")
    done = _("The version is circulated.")
    form_class = CirculateForm
    template_name = "decrees/desk/circulation/circulate.html"

    @cached_property
    def draft(self) -> DecreePage:
        draft: DecreePage = self.decree.get_latest_revision_as_object()
        return draft

    @cached_property
    def comparison(self) -> VersionComparison | None:
        newest = self.decree.newest
        return VersionComparison(newest.document, self.draft.as_document()) if newest else None

    def get_form_kwargs(self) -> dict[str, Any]:
        shifted = self.comparison.shifted_references if self.comparison else []
        return {**super().get_form_kwargs(), "shifted": shifted, "is_first": self.comparison is None}

    def call(self, form: CirculateForm) -> None:
        words = {name: form.cleaned_data[name] for name in form.base_fields}
        services.circulate(self.decree, **words, references=form.references, by=self.request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest, changes = self.decree.newest, self.comparison
        lost = self._lost(newest, changes.new) if newest and changes and changes.count else []
        return super().get_context_data(
            newest=newest,
            comparison=changes,
            lost=lost,
            undecided=self.draft.undecided_references,
            open_round=self.decree.open_round(),
            **kwargs,
        )

    def _lost(self, newest: Version, draft: Document) -> list[Anchor]:
        following = Version(decree=self.decree, number=newest.number + 1, tree=to_json(draft))
        return services.foresee_lost(following, by=self.request.user)  # type: ignore[arg-type]


class OpenRoundView(ServiceFormView):
    """The table of rights starts from a preset, or from the last round; what is ticked in the form sent is what
    counts."""

    title = _("Open a round of comments")
    button = _("Open the round")
    done = _("The round is open.")
    form_class = RoundForm
    template_name = "decrees/desk/circulation/round_form.html"

    @cached_property
    def presets(self) -> dict[str, str | Promise]:
        """From the second round on, the first choice is the present rights, as in the last round."""
        presets: dict[str, str | Promise] = {preset.value: preset.label for preset in Round.Preset}
        if not self.may_hear_citizens:
            del presets[Round.Preset.CITIZENS]
        if self.decree.current_round is None:
            return presets
        del presets[Round.Preset.OWN]
        return {LAST: _("As in the last round"), **presets}

    @cached_property
    def may_hear_citizens(self) -> bool:
        """Some organisation stands for them; else the preset would be that of the members under another name."""
        return ForumSettings.objects.exclude(citizens=None).exists()

    @property
    def preset(self) -> str:
        kept = LAST if LAST in self.presets else Round.Preset.OWN
        wanted = self.request.POST.get("preset") or self.request.GET.get("preset", next(iter(self.presets)))
        return wanted if wanted in self.presets else kept

    def get_form_kwargs(self) -> dict[str, Any]:
        kept = self.preset in (LAST, Round.Preset.OWN)
        grants = permissions.grants_of(self.decree) if kept else permissions.preset_grants(self.preset)
        initial = {"closes_on": first_day(), "preset": self.preset}
        return {**super().get_form_kwargs(), "grants": grants, "initial": initial}

    def call(self, form: RoundForm) -> Round:
        version = get_object_or_404(self.decree.versions.all()[:1])
        return services.open_round(
            version,
            closes_at=form.closes_at,
            grants=form.cleaned_data["grants"],
            preset=self._recorded(form.preset_used),
            note=form.cleaned_data["note"],
            by=self.request.user,  # type: ignore[arg-type]
        )

    def say_done(self, result: Round) -> None:
        """With how many are told, and without a word of praise where nobody is."""
        n = Notification.objects.filter(kind=Notification.Kind.OPENED, round=result).count()
        if n:
            told = ngettext("%(n)d person is told.", "%(n)d people are told.", n) % {"n": n}
            messages.success(self.request, f"{self.done} {told}")
        else:
            nobody = _("The round is open, and nobody is told: nobody who takes part can sign in yet, but yourself.")
            messages.warning(self.request, nobody)

    def _recorded(self, preset: str) -> str:
        """The preset to record. 'As in the last round' becomes that round's preset, unless the rights were changed by
        hand."""
        last = self.decree.current_round
        if preset != LAST or last is None:
            return preset
        unchanged = permissions.grants_of(self.decree) == permissions.preset_grants(last.preset)
        return last.preset if unchanged else Round.Preset.OWN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        presets = [(value, label, value == self.preset) for value, label in self.presets.items()]
        return super().get_context_data(
            presets=presets,
            may_hear_citizens=self.may_hear_citizens,
            all_permissions=list(permissions.DecreePermission),
            newest=self.decree.newest,
            **kwargs,
        )


class ChangeRoundView(ServiceFormView):
    """Change who takes part in a round, and until when."""

    title = _("Change the round")
    done = _("The round is changed.")
    form_class = RoundForm
    template_name = "decrees/desk/circulation/round_form.html"

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(
            Round.objects.select_related("version"), pk=self.kwargs["round_pk"], decree=self.decree
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        closes_on = self.round.closes_on
        initial = {"closes_on": closes_on, "note": self.round.note, "preset": self.round.preset}
        return {**super().get_form_kwargs(), "grants": permissions.grants_of(self.decree), "initial": initial}

    def call(self, form: RoundForm) -> None:
        closes_at = form.closes_at if "closes_on" in form.changed_data else None
        services.change_grants(
            self.round,
            grants=form.cleaned_data["grants"],
            closes_at=closes_at,
            note=form.cleaned_data["note"],
            by=self.request.user,  # type: ignore[arg-type]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everything = list(permissions.DecreePermission)
        return super().get_context_data(all_permissions=everything, newest=self.round.version, **kwargs)


class CloseRoundView(ServiceView, TemplateView):
    title = _("Close the round")
    done = _("The round is closed.")
    template_name = "decrees/desk/circulation/round_close.html"

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(Round, pk=self.kwargs["round_pk"], decree=self.decree)

    def unanswered(self) -> QuerySet[Comment]:
        return Comment.objects.visible_to(self.request.user).filter(round=self.round).unanswered()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = self.round.letters.exclude(state=Letter.State.TAKEN).count()
        checks = CitizenComment.objects.waiting().filter(round=self.round).count()
        counts = {"unanswered_count": self.unanswered().count(), "letter_count": letters, "check_count": checks}
        return super().get_context_data(round=self.round, **counts, **kwargs)

    def call(self) -> Round:
        return services.close_round(self.round, by=self.request.user)  # type: ignore[arg-type]

    def refused(self) -> HttpResponse:
        return redirect("decrees_admin:round-close", self.decree.pk, self.round.pk)

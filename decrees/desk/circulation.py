"""The secretariat's desk of a draft, in Wagtail's admin: circulate, open and close rounds."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from decrees import permissions, services
from decrees.forms import saved_input
from decrees.forms.comments import renew_token
from decrees.forms.rounds import LAST, CirculateForm, RoundForm, first_day
from decrees.models import Anchor, Comment, DecreeIndexPage, DecreePage, Round, Version
from decrees.reading.comparison import VersionComparison
from decrees.reading.sources import unattributed_changes, unfulfilled_commitments
from decrees.text import Document, to_json


def drafts(request: HttpRequest) -> HttpResponse:
    """Redirects from the menu to the list of drafts in the page tree."""
    index = DecreeIndexPage.objects.first()
    return redirect("wagtailadmin_explore", index.pk) if index else redirect("wagtailadmin_home")


class DraftMixin(WagtailAdminTemplateMixin):
    """For pages about one decree: who may open them, title, breadcrumbs and links."""

    request: HttpRequest
    kwargs: dict[str, Any]
    header_icon = "doc-full-inverse"
    title: str | Promise = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        permissions.require(self.allowed())
        return super().dispatch(request, *args, **kwargs)

    def allowed(self) -> bool:
        return permissions.can_circulate(self.request.user, self.decree)

    @cached_property
    def decree(self) -> DecreePage:
        return get_object_or_404(DecreePage, pk=self.kwargs["pk"])

    @property
    def desk_url(self) -> str:
        return reverse("decrees_admin:desk", args=[self.decree.pk])

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.decree.pk]), "label": self.decree.title}
        desk = {"url": self.desk_url, "label": _("Versions and comments")}
        items = [*super().get_breadcrumbs_items(), edit, desk]
        return [*items, {"url": "", "label": self.title}] if self.title else items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"decree": self.decree, "desk_url": self.desk_url, **kwargs})


class DeskView(DraftMixin, TemplateView):
    """The state of a draft, and what can be done next."""

    template_name = "decrees/desk/overview/page.html"

    def get_page_title(self) -> str:
        return self.decree.title

    def allowed(self) -> bool:
        return permissions.can_answer(self.request.user, self.decree)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        threads = Comment.objects.visible_to(self.request.user).filter(version__decree=self.decree, parent=None)
        counted = Count("comments", filter=Q(comments__in=threads))
        return super().get_context_data(
            versions=self.decree.versions.defer("tree").annotate(comment_count=counted),
            round=self.decree.current_round,
            grants=permissions.grants_of(self.decree),
            all_permissions=list(permissions.DecreePermission),
            comment_count=threads.count(),
            unanswered_count=threads.unanswered().count(),
            waiting_count=Anchor.objects.visible_to(self.request.user).waiting_on(self.decree.newest).count(),
            may_circulate=permissions.can_circulate(self.request.user, self.decree),
            unkept_count=unfulfilled_commitments(self.decree, self.request.user).count(),
            unexplained_count=self._unexplained_count(),
            **kwargs,
        )

    def _unexplained_count(self) -> int:
        newest = self.decree.newest
        return len(unattributed_changes(newest, self.request.user)) if newest else 0


class ServiceFormView(DraftMixin, FormView):
    """A form whose service may raise an error although the form is valid."""

    button: str | Promise = _("Save")
    done: str | Promise = ""
    template_name = "wagtailadmin/generic/form.html"

    def call(self, form: Any) -> Any:
        raise NotImplementedError

    def get_form(self, form_class: Any = None) -> BaseForm:
        """What was typed in it before the session ended is in it again."""
        form = super().get_form(form_class)
        if not form.is_bound and saved_input.restore(self.request, form):
            messages.warning(self.request, _("What you had typed before you signed in is here again, not saved yet."))
        return form

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            self.call(form)
        except ValidationError as error:
            _blame(form, error)
            renew_token(form, error)
            return self.form_invalid(form)
        saved_input.forget(self.request)
        messages.success(self.request, str(self.done))
        return redirect(self.get_success_url())

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        for error in form.non_field_errors():
            messages.error(self.request, str(error))
        if blamed := [str(form[name].label) for name in form.errors if name != NON_FIELD_ERRORS]:
            messages.error(
                self.request, _("Nothing is saved yet. Please look at: %(fields)s") % {"fields": ", ".join(blamed)}
            )
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_success_url(self) -> str:
        return self.desk_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = {"submit_button_label": self.button, "submit_button_active_label": _("Saving …")}
        return super().get_context_data(action_url=self.request.get_full_path(), **labels, **kwargs)


def _blame(form: BaseForm, error: ValidationError) -> None:
    """Show the service's error at the field that it names, if the form has it, else above the form."""
    for name, errors in error.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, errors)


class CirculateView(ServiceFormView):
    title = _("Circulate a version")
    button = _("Circulate")
    done = _("The version is circulated.")
    form_class = CirculateForm
    template_name = "decrees/desk/circulation/circulate.html"

    def call(self, form: CirculateForm) -> None:
        services.circulate(self.decree, **form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.decree.newest
        draft = self.decree.get_latest_revision_as_object().as_document()
        changes = VersionComparison(newest.document, draft, brief=True) if newest else None
        lost = self._lost(newest, draft) if newest and changes and changes.count else []
        return super().get_context_data(
            newest=newest, comparison=changes, lost=lost, open_round=self.decree.open_round(), **kwargs
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
        if self.decree.current_round is None:
            return presets
        del presets[Round.Preset.OWN]
        return {LAST: _("As in the last round"), **presets}

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

    def call(self, form: RoundForm) -> None:
        version = get_object_or_404(self.decree.versions.all()[:1])
        services.open_round(
            version,
            closes_at=form.closes_at,
            grants=form.cleaned_data["grants"],
            preset=self._recorded(form.preset_used),
            note=form.cleaned_data["note"],
            by=self.request.user,  # type: ignore[arg-type]
        )

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
            presets=presets, all_permissions=list(permissions.DecreePermission), newest=self.decree.newest, **kwargs
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


class CloseRoundView(DraftMixin, TemplateView):
    title = _("Close the round")
    template_name = "decrees/desk/circulation/round_close.html"

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(Round, pk=self.kwargs["round_pk"], decree=self.decree)

    def unanswered(self) -> QuerySet[Comment]:
        return Comment.objects.visible_to(self.request.user).filter(round=self.round).unanswered()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(unanswered_count=self.unanswered().count(), round=self.round, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            services.close_round(self.round, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("decrees_admin:round-close", self.decree.pk, self.round.pk)
        messages.success(request, str(_("The round is closed.")))
        return redirect(self.desk_url)

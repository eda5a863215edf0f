"""What the pages about one decree have in common in the admin: who may open them, and how they call a service."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, Media
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages as editors
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from decrees import permissions
from decrees.forms import saved_input
from decrees.forms.comments import renew_token
from decrees.models import DecreeIndexPage, DecreePage


def drafts(request: HttpRequest) -> HttpResponse:
    """Redirects from the menu to the list of drafts in the page tree."""
    index = DecreeIndexPage.objects.first()
    if index and not DecreePage.objects.exists():
        add = reverse("wagtailadmin_pages:add", args=["decrees", "decreepage", index.pk])
        told = _("There is no draft yet. Once it has a text, it is circulated and commented on.")
        editors.info(request, told, buttons=[editors.button(add, _("New draft"))])
    return redirect("wagtailadmin_explore", index.pk) if index else redirect("wagtailadmin_home")


class DraftMixin(WagtailAdminTemplateMixin):
    """For pages about one decree: who may open them, title, breadcrumbs and links, also the one to which they lead."""

    request: HttpRequest
    kwargs: dict[str, Any]
    header_icon = "doc-full-inverse"
    title: str | Promise = ""
    leads_to = "decrees_admin:desk"

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

    def get_success_url(self) -> str:
        return reverse(self.leads_to, args=[self.decree.pk])

    def get_page_title(self) -> str:
        return str(self.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.decree.pk]), "label": self.decree.title}
        desk = {"url": self.desk_url, "label": _("Versions and comments")}
        items = [*super().get_breadcrumbs_items(), edit, desk]
        return [*items, {"url": "", "label": self.title}] if self.title else items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"decree": self.decree, "desk_url": self.desk_url, **kwargs})


class ServiceView(DraftMixin, View):
    """POST calls a service without a form. What was done, or why it was not, stands above the page that follows."""

    done: str | Promise = ""

    def call(self) -> Any:
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            self.say_done(self.call())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.refused()
        return redirect(self.get_success_url())

    def say_done(self, result: Any) -> None:
        """`result` is what the service returned."""
        messages.success(self.request, str(self.done))

    def refused(self) -> HttpResponse:
        return redirect(self.get_success_url())


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
            result = self.call(form)
        except ValidationError as error:
            _blame(form, error)
            renew_token(form, error)
            return self.form_invalid(form)
        saved_input.forget(self.request)
        self.say_done(result)
        return redirect(self.get_success_url())

    def say_done(self, result: Any) -> None:
        """`result` is what the service returned."""
        messages.success(self.request, str(self.done))

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        for error in form.non_field_errors():
            messages.error(self.request, str(error))
        if blamed := [str(form[name].label) for name in form.errors if name != NON_FIELD_ERRORS]:
            messages.error(
                self.request, _("Nothing is saved yet. Please look at: %(fields)s") % {"fields": ", ".join(blamed)}
            )
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        labels = {"submit_button_label": self.button, "submit_button_active_label": _("Saving …")}
        context = super().get_context_data(action_url=self.request.get_full_path(), **labels, **kwargs)
        form = context["form"]  # a page may show none
        return {**context, "media": form.media if form else Media()}


def _blame(form: BaseForm, error: ValidationError) -> None:
    """Show the service's error at the field that it names, if the form has it, else above the form."""
    for name, errors in error.update_error_dict({}).items():
        form.add_error(name if name in form.fields else None, errors)

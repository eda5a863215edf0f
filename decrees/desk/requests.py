"""Input that the secretariat has asked for, with its state (waiting, come, late); forms to ask for more and to
withdraw."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from decrees import services
from decrees.desk.base import ServiceView
from decrees.desk.paper import RoundFormView
from decrees.forms.requests import InputRequestForm
from decrees.models import InputRequest, Round


class RequestsView(RoundFormView):
    title = _("Input asked for")
    button = _("Ask for it")
    done = _("The organisations are asked and told.")
    leads_to = "decrees_admin:requests"
    form_class = InputRequestForm
    template_name = "decrees/desk/requests/page.html"

    @cached_property
    def round(self) -> Round | None:
        return self.decree.open_round()

    def get_initial(self) -> dict[str, Any]:
        return {"clause": self.request.GET.get("clause", "")}

    def call(self, form: InputRequestForm) -> None:
        services.ask_for_input(self.round, **form.cleaned_data, by=self.request.user)  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = InputRequest.objects.filter(round__decree=self.decree).with_subjects()
        return super().get_context_data(requests=asked.order_by("-round", "due", "pk"), **kwargs)


class WithdrawView(ServiceView):
    done = _("The request is withdrawn.")
    leads_to = "decrees_admin:requests"

    def call(self) -> InputRequest:
        asked = get_object_or_404(InputRequest, pk=self.kwargs["request_pk"], round__decree=self.decree)
        return services.withdraw_request(asked, by=self.request.user)  # type: ignore[arg-type]

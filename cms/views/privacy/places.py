"""Where somebody is signed in, and who tried to be: allauth's page, with the refused sign-ins below."""

from typing import Any

from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings

from cms.reading.refusals import refusals_of


class PlacesView(ListUserSessionsView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = {"refusals": refusals_of(self.request.user), "kept_days": settings.REFUSALS_KEPT_DAYS}
        return super().get_context_data(**kwargs) | shown

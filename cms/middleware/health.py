"""What is asked by whoever watches the site, at addresses that stand here alone."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, resolve

from cms.views import health

urlpatterns = [
    path("sehat/hidup", health.alive, name="alive"),
    path("sehat/siap", health.ready, name="ready"),
    path("sehat/angka", health.numbers, name="numbers"),
]


class HealthMiddleware:
    """Before all others: they ask for the host, the session and rights, and whoever watches the site asks for none.

    Whom an address does not answer meets it once more among all others, as anything that is not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/sehat/"):
            try:
                return resolve(request.path_info, __name__).func(request)
            except Http404:
                pass
        return self.get_response(request)

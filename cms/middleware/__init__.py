"""A number for each request and its line in the log, the language people chose, what no cache
may keep, and a content security policy for visitors and one for editors."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from cms.settings.logs import current_request

log = logging.getLogger("cms.requests")
HEADER = "X-Request-ID"


class RequestMiddleware:
    """What is logged meanwhile bears the number of the request, and so does the answer: whoever reports a fault names
    it. A proxy of ours may have given the number; of anybody else it is not taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = number_of(request.headers.get(HEADER, ""))  # type: ignore[attr-defined]
        token, began = current_request.set(request), time.monotonic()
        try:
            response = self.get_response(request)
            response[HEADER] = request.request_id  # type: ignore[attr-defined]
            if not request.path.startswith(settings.STATIC_URL):
                _tell(request, response, round((time.monotonic() - began) * 1000))
            return response
        finally:
            current_request.reset(token)


def number_of(given: str) -> str:
    """The one that a proxy of ours gave, else a new one."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT and re.fullmatch(r"[\w.-]{1,64}", given)
    return given if trusted else uuid.uuid4().hex[:16]


def _tell(request: HttpRequest, response: HttpResponse, took: int) -> None:
    status = response.status_code
    level = logging.ERROR if status >= 500 else logging.WARNING if status >= 400 else logging.INFO
    answer = {"method": request.method, "status": status, "milliseconds": took}
    log.log(level, "%s %s in %s ms", request.method, status, took, extra={"answer": answer})


class LanguageMiddleware(LocaleMiddleware):
    """Indonesian, unless a person chose otherwise here: many phones in an Indonesian village speak English."""

    @staticmethod
    def language_of(request: HttpRequest) -> str:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(self.language_of(request))
        request.LANGUAGE_CODE = translation.get_language()


class PrivateMiddleware:
    """What is shown to somebody who is signed in is for no cache but their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True)
        return response


class ContentSecurityMiddleware(CSPMiddleware):
    def process_response(self, request: Any, response: Any) -> Any:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return super().process_response(request, response)

    def get_policy_parts(self, request: Any, response: Any, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts

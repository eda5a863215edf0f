"""Public pages as they were drawn, for readers of whom the site knows nothing.

Every change of what the public sees leaves an entry in the ledger. So a page that was drawn under one head of the
ledger is the page, to the letter, as long as that head is the last and no deadline has passed: one small query tells.
It is kept compressed, in each process for itself, and goes with the code that drew it.

Who is signed in, was told something, or opened a page with a password has a cookie and is served as ever. What sets a
cookie (a page with a form that only its reader can send) is never kept.
"""

import datetime
import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from cms.middleware import LanguageMiddleware
from cms.reading.moments import next_moment
from forum import clock
from forum.models.ledger import head_digest

# Views that show everybody without a login the same. Others are drawn each time.
KEPT = {
    "wagtail_serve", "minutes:decision", "decrees:version-list", "decrees:version-detail", "decrees:clause-detail",
    "decrees:compare", "decrees:register", "decrees:round-summary", "decrees:hidings", "decrees:hiding",
    "decrees:paper", "decrees:events", "decrees:comment-detail", "decrees:answer-detail", "forum:organisation",
}  # fmt: skip
# Anything else asked for is a search or a filter, and those are without number.
ASKED = {"page", "tampilan", "ringkas", "after"}
# Whoever writes an entry may have a little left to do.
SETTLES = datetime.timedelta(seconds=3)
# How long nginx in front of the site may answer with the page by itself (deploy/nginx): what was hidden is gone then.
OF_OUR_PROXY, IN_FRONT_SECONDS = "X-Accel-Expires", 1
LARGEST = 2 * 1024 * 1024
OF_ONE_FORM = {"Content-Length", "Content-Encoding"}
ENCODINGS = ("br", "gzip")
TOKEN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class State:
    """What a page depends on: the last entry, and the next moment at which time alone changes something.

    What is drawn right after an entry holds only until that has settled."""

    head: str
    until: datetime.datetime

    @classmethod
    def now(cls) -> "State":
        head, now = head_digest(), clock.now()
        until: datetime.datetime | None = caches["drawn"].get(f"until:{head}")
        if until is None or until <= now:
            until = now + SETTLES if until is None else next_moment(now)
            caches["drawn"].set(f"until:{head}", until)
        return cls(head, until)


@dataclass(frozen=True, slots=True)
class KeptPage:
    state: State
    headers: dict[str, str]
    etag: str
    bodies: dict[str, bytes]

    @classmethod
    def of(cls, response: HttpResponse, state: State) -> "KeptPage":
        body = response.content
        headers = {name: value for name, value in response.headers.items() if name not in OF_ONE_FORM}
        bodies = {"br": brotli.compress(body, quality=5), "gzip": gzip.compress(body, 5, mtime=0)}
        return cls(state, headers, f'W/"{hashlib.sha256(body).hexdigest()[:32]}"', bodies)

    def response_to(self, request: HttpRequest) -> HttpResponse:
        accepted = request.headers.get("Accept-Encoding", "")
        encoding = next((one for one in ENCODINGS if one in TOKEN.findall(accepted)), "")
        body = self.bodies[encoding] if encoding else gzip.decompress(self.bodies["gzip"])
        response = HttpResponse(body, headers=self.headers)
        if encoding:
            response["Content-Encoding"] = encoding
        response["Content-Length"] = str(len(body))
        response["ETag"] = self.etag
        if "Date" in self.headers:  # by which a page without a socket sets its clock
            response["Date"] = http_date()
        # Asked for again each time: what was hidden may not come once more out of somebody's store.
        response["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
        response = get_conditional_response(request, etag=self.etag, response=response) or response
        response[OF_OUR_PROXY] = str(IN_FRONT_SECONDS)
        return response


class KeptPagesMiddleware:
    """Stands before sessions and rights: a page that is kept asks for neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_everybody(request):
            return self.get_response(request)
        key = _key(request)
        page: KeptPage | None = caches["drawn"].get(key)
        if page is None and not _is_public_page(request):
            return self.get_response(request)
        # Before the page is drawn: what changes meanwhile has another head.
        state = State.now()
        if page is None or page.state != state:
            response = self.get_response(request)
            if not _may_be_kept(request, response):
                return response
            page = KeptPage.of(response, state)
            caches["drawn"].set(key, page)
        return page.response_to(request)


def _is_for_everybody(request: HttpRequest) -> bool:
    """Asked by somebody of whom nothing is known but the language."""
    known = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method in ("GET", "HEAD") and known.isdisjoint(request.COOKIES) and ASKED.issuperset(request.GET)


def _is_public_page(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name in KEPT
    except Resolver404:
        return False


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.get("Cache-Control", "no-cache") == "no-cache"
        and len(response.content) <= LARGEST
    )


def _key(request: HttpRequest) -> str:
    asked = f"{request.build_absolute_uri()} {LanguageMiddleware.language_of(request)}"
    return f"page:{hashlib.sha256(asked.encode()).hexdigest()}"

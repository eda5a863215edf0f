"""The link in a guest's mail: it opens the circulated text as the public will read it, and the form to object.

Only the buttons do something: mail programs open links.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum.services import limits
from forum.views.invitations.answers import unknown_link, without_address
from minutes import permissions, services
from minutes.forms.corrections import ObjectionForm, WordsForm
from minutes.models import Correction, GuestAgreement, GuestLink, MinutesPage
from minutes.reading import corrections, pages
from minutes.reading.corrections.by_link import (
    GuestHindrance,
    as_public,
    corrections_by,
    guest_link_of,
    hindrance_of,
    text_for_guests,
)
from minutes.reading.corrections.changes import changes_of

ACTS_PER_HOUR = 40  # of one guest
TELLING = frozenset({GuestHindrance.APPROVED, GuestHindrance.PUBLISHED})  # what became of it may be read on


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    link = guest_link_of(token)
    if link is None:
        return unknown_link(request)
    minutes = link.guest.minutes
    if hindrance := hindrance_of(link, minutes):
        return _over(request, link, hindrance)
    text = text_for_guests(minutes)
    form = ObjectionForm(request.POST or None, text=text, initial={"part": request.GET.get("bagian", "")})
    if request.method == "POST" and form.is_valid():
        said = _("Your correction was sent to the secretariat.")
        if _done(request, link, said, form, services.correct_by_link, **form.cleaned_data):
            return without_address(redirect("minutes:guest", token))
    status = 422 if form.is_bound else 200
    context = _context(link, minutes, text, form, token)
    return without_address(render(request, "minutes/corrections/guests/page.html", context, status=status))


@never_cache
@require_POST
def guest_agree(request: HttpRequest, token: str) -> HttpResponse:
    link = guest_link_of(token)
    if link is None:
        return unknown_link(request)
    _done(request, link, _("Thank you. It is recorded that you agree."), None, services.agree_by_link)
    return without_address(redirect("minutes:guest", token))


@never_cache
@require_POST
def guest_reply(request: HttpRequest, token: str, correction_pk: int) -> HttpResponse:
    """Answer a question of the secretariat, or take the correction back."""
    link = guest_link_of(token)
    if link is None:
        return unknown_link(request)
    correction = Correction.objects.select_related("by_guest").filter(pk=correction_pk).first()
    if correction is None or not permissions.is_of_guest(correction, link.guest):
        raise Http404
    form = WordsForm(request.POST)
    if request.POST.get("act") == "withdraw":
        _done(request, link, _("It is on record."), None, services.withdraw_by_link, correction)
    elif form.is_valid():
        words = {"reply": form.cleaned_data["words"]}
        _done(request, link, _("It is on record."), None, services.reply_by_link, correction, **words)
    else:
        messages.error(request, _("Write something first."))
    return without_address(redirect("minutes:guest", token))


def _done(
    request: HttpRequest,
    link: GuestLink,
    said: str,
    form: ObjectionForm | None,
    service: Callable[..., Any],
    *given: Any,
    **words: Any,
) -> bool:
    """Whether something was done; if not, the form or the page says why."""
    if not limits.count_use(f"guest-link:{link.guest_id}", most=ACTS_PER_HOUR):
        errors = ValidationError(_("That was too often. Try again in an hour."))
    else:
        try:
            service(link, *given, **words)
            messages.success(request, said)
            return True
        except ValidationError as error:
            errors = error
    if form:
        form.add_error(None, errors)
    else:
        messages.error(request, " ".join(errors.messages))
    return False


def _over(request: HttpRequest, link: GuestLink, hindrance: GuestHindrance) -> HttpResponse:
    """Whoever sends a form meant to object, and must not believe to have done so."""
    telling, minutes = hindrance in TELLING, link.guest.minutes
    context = {
        "hindrance": hindrance,
        "public_page": minutes if hindrance == GuestHindrance.PUBLISHED else None,
        "own": _own(link, as_public(minutes, minutes)) if telling else [],
    }
    status = 200 if telling and request.method != "POST" else 410
    return without_address(render(request, "minutes/corrections/guests/over.html", context, status=status))


def _context(
    link: GuestLink, minutes: MinutesPage, text: MinutesPage, form: ObjectionForm, token: str
) -> dict[str, Any]:
    """As the public will read it: nothing that is blacked out, no file."""
    record = pages.record_of(text, AnonymousUser(), edition=minutes.edition + 1)
    is_over = link.circulation.is_over
    agreed = GuestAgreement.objects.filter(guest=link.guest, digest=minutes.digest).exists()
    return {
        **record,
        "attachments": [pages.AttachmentRow(row.item, None) for row in record["attachments"]],
        "page": minutes,
        "token": token,
        "circulation": link.circulation,
        "is_over": is_over,
        "agreed": agreed,
        "may_correct": not is_over,
        "form": form,
        "words": WordsForm(),
        "changes": changes_of(text),
        "own": _own(link, text),
    }


def _own(link: GuestLink, text: MinutesPage) -> list[dict[str, Any]]:
    """What they asked for, with what was said about it as they may read it."""
    rule = text.blackout
    return [
        {
            "correction": one,
            "objection": corrections.objection_of(text, one),
            "steps": [(step, rule.words(step.words)) for step in one.steps.all()],
        }
        for one in corrections_by(link.guest, link.circulation.edition)
    ]

"""Circulated minutes: those present read them, object to passages and agree; the secretariat answers; the chair
approves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forum import ledger
from forum.permissions import organisations_of, readable_entries_q
from minutes import permissions, services
from minutes.forms.corrections import AcceptForm, ApproveForm, ObjectionForm, WordsForm
from minutes.models import Correction, GuestCorrection, MinutesPage, content
from minutes.models.states import Step
from minutes.reading import corrections, pages
from minutes.reading.corrections.changes import changes_of, segments_of

Answer = tuple[Callable[..., Any], str]  # the service, and what it calls the words
ACTS: dict[str, Answer] = {
    "decline": (services.decline_correction, "reason"),
    "ask": (services.ask_about_correction, "question"),
    "reply": (services.reply_about_correction, "reply"),
    "withdraw": (services.withdraw_correction, "reason"),
}


def _circulated(request: HttpRequest, pk: int) -> MinutesPage:
    minutes = get_object_or_404(MinutesPage, pk=pk)
    if not permissions.can_read_circulated(request.user, minutes) or minutes.circulated_revision is None:
        raise Http404
    return minutes


def _whole_text(minutes: MinutesPage) -> MinutesPage:
    """Those present read what only the public does not."""
    text: MinutesPage = minutes.circulated_revision.as_object()
    text.blackouts = None
    return text


@require_http_methods(["GET", "HEAD", "POST"])
def circulated(request: HttpRequest, pk: int) -> HttpResponse:
    """The circulated text as it stands, what changed in it, the objections, and the form for one."""
    minutes = _circulated(request, pk)
    text = _whole_text(minutes)
    form = ObjectionForm(request.POST or None, text=text, initial={"part": request.GET.get("bagian", "")})
    if request.method == "POST" and form.is_valid() and _object(request, minutes, form):
        return redirect("minutes:circulated", pk=pk)
    return render(request, "minutes/circulated.html", _context(request, minutes, text, form))


def _object(request: HttpRequest, minutes: MinutesPage, form: Form) -> bool:
    try:
        services.correct_minutes(minutes, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, _("Your correction was sent to the secretariat."))
    return True


def _context(request: HttpRequest, minutes: MinutesPage, text: MinutesPage, form: Form) -> dict[str, Any]:
    progress = corrections.progress_of(minutes)
    may_correct = permissions.can_correct(request.user, minutes)
    return {
        **pages.record_of(text, request.user, edition=minutes.edition + 1),
        "page": minutes,
        "form": form,
        "progress": progress,
        "changes": changes_of(text),
        "may_agree": may_correct and any(one in progress.missing for one in organisations_of(request.user)),
        "may_correct": may_correct and not progress.is_over,
        "may_approve": Step.APPROVE in permissions.steps_for(request.user, minutes),
        "approval_form": ApproveForm(minutes=minutes, unanswered=progress.unanswered),
        "corrections": corrections.all_corrections_of(minutes),
        "timeline": ledger.timeline(minutes.pk, readable_entries_q(request.user)),
    }


@require_http_methods(["POST"])
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: "we agree with these minutes"."""
    minutes = _circulated(request, pk)
    try:
        services.agree_with_minutes(minutes, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("Thank you. It is recorded that your organisation agrees."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("minutes:circulated", pk=pk)


@require_http_methods(["POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The chair approves on the site, without the admin."""
    minutes = _circulated(request, pk)
    unanswered = corrections.progress_of(minutes).unanswered
    form = ApproveForm(request.POST, minutes=minutes, unanswered=unanswered)
    try:
        given = form.cleaned_data if form.is_valid() else {}
        services.approve_minutes(minutes, **given, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The minutes are approved."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("minutes:circulated", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, pk: int, correction_pk: int) -> HttpResponse:
    """One objection with all that was said about it, and the forms of those who may go on."""
    minutes = _circulated(request, pk)
    found = get_object_or_404(
        minutes.corrections.select_related("organisation__sector", "passage", "minutes"), pk=correction_pk
    )
    act = request.POST.get("act")
    accepting = AcceptForm(request.POST if act == "accept" else None, correction=found, auto_id="accept_%s")
    words = WordsForm(request.POST if act in ACTS else None)
    if request.method == "POST" and _act(request, found, accepting, words):
        return redirect("minutes:correction", pk=pk, correction_pk=correction_pk)
    text = _whole_text(minutes)
    return render(request, "minutes/corrections/page.html", _of_one(request, text, found, accepting, words))


def _act(request: HttpRequest, found: Correction, accepting: AcceptForm, words: WordsForm) -> bool:
    """Whether something was done; if not, the form says why and keeps what was typed."""
    act = request.POST.get("act", "")
    form: Form = accepting if act == "accept" else words
    if act == "withdraw":
        words.fields["words"].required = False
    if not form.is_valid():
        return False
    try:
        if act == "accept":
            services.accept_correction(found, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        else:
            service, name = ACTS[act]
            service(found, **{name: form.cleaned_data["words"]}, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, _("It is on record."))
    return True


def _guest_name(request: HttpRequest, found: Correction) -> str:
    guest = GuestCorrection.objects.select_related("guest__presence").filter(correction=found).first()
    return guest.guest.name if guest and permissions.can_answer_correction(request.user) else ""


def _of_one(
    request: HttpRequest, text: MinutesPage, found: Correction, accepting: AcceptForm, words: WordsForm
) -> dict[str, Any]:
    passage = found.passage if hasattr(found, "passage") else None
    part = passage.part if passage else ""
    is_open = not found.is_settled
    return {
        "page": text,
        "correction": found,
        "guest_name": _guest_name(request, found),
        "objection": corrections.objection_of(text, found) if passage else None,
        "row": "" if part in text.gaps else content.words_by_part(text).get(part, ""),
        "steps": [(step, segments_of(step.before, step.after) if step.after else []) for step in found.steps.all()],
        "accepting": accepting,
        "words": words,
        "may_answer": permissions.can_answer_correction(request.user) and is_open and not found.is_answered,
        "may_reply": permissions.can_reply(request.user, found) and is_open,
    }

"""Letters with positions: brought by the secretariat or by an organisation's own people, and those of one's own."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from decrees import permissions, services
from decrees.forms import saved_input
from decrees.forms.letters import LetterForm
from decrees.models import DecreePage, Letter, LetterPart, Round
from decrees.reading.lookup import visible_decree
from decrees.views.conversation import needs_login

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "eml": "message/rfc822",
    "txt": "text/plain; charset=utf-8",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Those of one's own, and a form to bring one."""
    decree = visible_decree(request, pk)
    round_ = decree.rounds.filter(closed_at=None).select_related("version", "decree").first()
    may_bring = round_ is not None and permissions.can_bring_letters(request.user, decree)
    if request.method == "POST":
        permissions.require(may_bring)
    known = Letter.objects.filter(decree=decree).select_related("organisation", "version").order_by("-pk")
    mine = [one for one in known.defer("version__tree") if permissions.can_see_letter(request.user, one)]
    permissions.require(may_bring or bool(mine))
    form = _form(request, round_) if round_ and may_bring else None
    is_good = form is not None and form.is_bound and form.is_valid()
    if is_good and (letter := _brought(request, decree, form)):
        saved_input.forget(request)
        return redirect(letter)
    status = 422 if form is not None and form.is_bound else 200
    context = {"page": decree, "letters": mine, "form": form, "round": round_}
    return render(request, "decrees/paper/letters/list.html", context, status=status)


def _form(request: HttpRequest, round_: Round) -> LetterForm:
    if request.method == "POST":
        return LetterForm(request.POST, request.FILES, round_=round_, user=request.user)
    form = LetterForm(round_=round_, user=request.user)
    saved_input.restore(request, form)
    return form


def _brought(request: HttpRequest, decree: DecreePage, form: Any) -> Letter | None:
    try:
        return services.bring_letter(decree, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except ValidationError as error:
        for name, errors in error.update_error_dict({}).items():
            form.add_error(name if name in form.fields else None, errors)
    except PermissionDenied as error:  # the round may have closed while somebody was typing
        form.add_error(None, str(error))
    return None


def visible_letter(request: HttpRequest, pk: int, letter_pk: int) -> Letter:
    """Before it is taken in: for who may see all of it. Afterwards for everybody who may see the draft."""
    decree = visible_decree(request, pk)
    letters = Letter.objects.select_related("organisation__sector", "version", "round__version")
    letter = get_object_or_404(letters, pk=letter_pk, decree=decree)
    letter.decree = decree
    if not letter.is_taken and not permissions.can_see_letter(request.user, letter):
        raise Http404
    return letter


@require_safe
def letter_place(request: HttpRequest, pk: int, part_pk: int) -> HttpResponse:
    """From a comment to the place in the letter that it comes from."""
    part = get_object_or_404(LetterPart, pk=part_pk, letter__decree=pk)
    letter = visible_letter(request, pk, part.letter_id)
    return redirect(f"{letter.get_absolute_url()}#bagian-{part.pk}")


@never_cache
@require_safe
def letter_file(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponseBase:
    """As it came, to take away, and never to be opened in the page: it has signatures and addresses, so it is for the
    secretariat and the organisation alone. Later it is gone (`forget_letters`)."""
    letter = visible_letter(request, pk, letter_pk)
    if not permissions.can_see_letter(request.user, letter) or not letter.file:
        raise Http404
    name: Any = f"surat-{letter.pk}.{letter.kind}"
    return FileResponse(letter.file.open(), as_attachment=True, filename=name, content_type=TYPES[letter.kind])

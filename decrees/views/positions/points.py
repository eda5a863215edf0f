"""The points of a letter beside the clauses: looked through one by one or all sure ones at once, then taken in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decrees import permissions, services
from decrees.documents.letters import Problem
from decrees.drafting.letters.remarks import Remark, stands_in
from decrees.forms import saved_input
from decrees.forms.letters import PointForm, SplitForm, TypedForm
from decrees.models import Comment, Letter, LetterPart
from decrees.services.letters.taking import comments_of, remark_of
from decrees.text import find
from decrees.text.place_names import cite_clauses
from decrees.views.conversation import needs_login
from decrees.views.positions.letters import visible_letter

EDITION = "edition"


@dataclass(frozen=True, slots=True)
class Point:
    """A part of the letter as its row shows it: its clauses, what it would say there, the other clauses offered."""

    part: LetterPart
    number: int
    clauses: list[tuple[str, str]]  # what each is called and says, the one that it was said of first
    remark: Remark
    names: Mapping[str, str]
    others: list[tuple[str, str]]

    @property
    def wordings(self) -> list[tuple[str, str]]:
        """What is proposed for further clauses: what each is called, and the words."""
        return [(self.names[clause], words) for clause, words in self.remark.beside.items()]

    @property
    def quote(self) -> str:
        if self.remark.start is None or not self.clauses:
            return ""
        return self.clauses[0][1][self.remark.start : self.remark.end]


@dataclass(frozen=True, slots=True)
class Made:
    """A comment of the letter: everybody reads whether it was put in other words than the letter's."""

    comment: Comment
    letter: Letter

    @property
    def is_reworded(self) -> bool:
        """When it was looked through, or since then."""
        part = self.comment.letter_part
        if part is None or self.comment.gap:
            return False
        if self.comment.together_with_id:
            words = part.wordings.get(self.comment.clause)
            return self.comment.proposed != words or not stands_in(part.text, words or "")
        as_taken = [remark_of(self.letter, part, may_propose=may) for may in (True, False)]
        is_as_taken = self.comment.text in [one.text for one in as_taken]
        return not is_as_taken or not stands_in(part.text, part.said, part.passage, part.wording)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Where it is looked through, as long as it is not taken in; then what it became."""
    if request.method == "POST":
        return _pressed_for_all(request, pk, letter_pk)
    found = visible_letter(request, pk, letter_pk)
    works = permissions.can_work_on_letter(request.user, found)
    sees = permissions.can_see_letter(request.user, found)
    context = {"page": found.decree, "letter": found, "works": works, "sees": sees}
    if found.is_taken:
        made = [Made(comment, found) for comment in comments_of(found)]
        left = list(found.parts.filter(state=LetterPart.State.UNUSED)) if sees else []
        return render(request, "decrees/paper/letters/taken.html", {**context, "comments": made, "unused": left})
    return render(request, "decrees/paper/letters/letter.html", {**context, **_looked_through(found, request)})


@needs_login
def _pressed_for_all(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    found = visible_letter(request, pk, letter_pk)
    if not found.is_taken:  # by somebody else, or by the first press of two
        permissions.require(permissions.can_work_on_letter(request.user, found))
        _act(request, found)
    return redirect(found)


def _looked_through(found: Letter, request: HttpRequest) -> dict[str, Any]:
    parts = list(found.parts.all())
    may_propose = found.on_behalf or permissions.can_propose(request.user, found.decree, found.organisation)
    names = cite_clauses(found.version.document)
    points = [part for part in parts if part.is_point]
    waiting = sum(part.state == LetterPart.State.OPEN for part in points)
    return {
        "points": [_point(found, part, n, names, may_propose) for n, part in enumerate(points, 1)],
        "unused": [part for part in parts if not part.is_point],
        "waiting": waiting,
        "sure": sum(part.state == LetterPart.State.OPEN and part.sure for part in points),
        "ready": bool(points) and not waiting,
        "problem": Problem(found.problem).label if found.problem else "",
        "typed": TypedForm(),
        "is_reading": found.state == Letter.State.WAITING,
    }


def _point(found: Letter, part: LetterPart, number: int, names: dict[str, str], may_propose: bool) -> Point:
    document = found.version.document
    about = [one for one in [part.clause, *part.also] if one in names]
    clauses = [(names[one], clause.text if (clause := find(document, one)) else "") for one in about]
    others = [
        (offer, names[offer]) for offer, _why in part.offers if (offer != part.clause or part.also) and offer in names
    ]
    said = remark_of(found, part, may_propose=may_propose)
    return Point(part, number, clauses, said, names, others)


def _act(request: HttpRequest, found: Letter) -> None:
    by: Any = request.user
    try:
        if "take" in request.POST:
            made = len(services.take_letter(found, by=by))
            text = ngettext("%(n)d comment stands on the draft.", "%(n)d comments stand on the draft.", made)
            messages.success(request, text % {"n": made})
        elif "sure" in request.POST:
            done = services.confirm_sure_points(found, by=by)
            text = ngettext("%(n)d point is confirmed.", "%(n)d points are confirmed.", done)
            messages.success(request, text % {"n": done})
        elif "text" in request.POST:
            services.type_letter(found, text=request.POST["text"], by=by)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def letter_part(request: HttpRequest, pk: int, letter_pk: int, part_pk: int) -> HttpResponse:
    """One part: its form, and what is done with it by the buttons of its row."""
    found = visible_letter(request, pk, letter_pk)
    part = get_object_or_404(LetterPart, pk=part_pk, letter=found)
    part.letter = found
    if found.is_taken:
        return redirect(f"{found.get_absolute_url()}#bagian-{part.pk}")
    if not permissions.can_see_letter(request.user, found):
        raise Http404
    permissions.require(permissions.can_work_on_letter(request.user, found))
    if request.method != "POST":
        form = PointForm(part=part)
        saved_input.restore(request, form)
        return _shown(request, part, form)
    if "said" in request.POST:
        return _changed(request, part)
    if "split" in request.POST:
        return _cut(request, part)
    return _pressed(request, part)


def _shown(
    request: HttpRequest, part: LetterPart, form: Form, *, split: Form | None = None, status: int = 200
) -> HttpResponse:
    split = split or SplitForm(initial={EDITION: part.edition, "text": part.text})
    context = {"page": part.letter.decree, "letter": part.letter, "part": part, "form": form, "split": split}
    return render(request, "decrees/paper/letters/point.html", context, status=status)


def _changed(request: HttpRequest, part: LetterPart) -> HttpResponse:
    """The form again, with what was typed, if it cannot be kept."""
    form, status = PointForm(request.POST, part=part), 422
    if form.is_valid():
        try:
            kept = services.change_point(part, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            saved_input.forget(request)
            return _back(kept)
        except ValidationError as error:
            form.add_error(None, error.messages)
            _renew(form, part, error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
            status = 403
    return _shown(request, part, form, status=status)


def _cut(request: HttpRequest, part: LetterPart) -> HttpResponse:
    """The same for the place where it is cut: the words stand as they were left, the reason beside them."""
    split = SplitForm(request.POST)
    if split.is_valid():
        try:
            return _back(services.split_point(part, **split.cleaned_data, by=request.user)[0])  # type: ignore[arg-type]
        except ValidationError as error:
            split.add_error("text", error.messages)
            _renew(split, part, error)
    return _shown(request, part, PointForm(part=part), split=split, status=422)


def _renew(form: Form, part: LetterPart, error: ValidationError) -> None:
    """Whoever has read that somebody was faster may save over it."""
    if getattr(error, "code", "") == "changed":
        form.data = form.data.copy()  # type: ignore[attr-defined]
        now = LetterPart.objects.filter(pk=part.pk).values_list(EDITION, flat=True).first()
        form.data[EDITION] = str(now or 0)  # type: ignore[index]


def _pressed(request: HttpRequest, part: LetterPart) -> HttpResponse:
    acts: dict[str, Callable[..., Any]] = {
        "confirm": services.confirm_point,
        "drop": services.drop_point,
        "use": services.make_point,
        "join": services.join_points,
    }
    name = "confirm" if "clause" in request.POST else next((name for name in acts if name in request.POST), "")
    if not name:
        raise Http404
    words = {"clause": request.POST["clause"]} if "clause" in request.POST else {}
    edition = request.POST.get(EDITION, "")
    try:
        return _back(acts[name](part, edition=int(edition) if edition.isdecimal() else 0, by=request.user, **words))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(part.letter)  # to its top, where the reason stands


def _back(part: LetterPart) -> HttpResponse:
    return redirect(f"{part.letter.get_absolute_url()}#bagian-{part.pk}")

"""Commenting, replying and answering: plain forms, which a script may also fetch and post (rule 5: written by HTTP)."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from decrees import permissions, services
from decrees.forms import AnswerForm, CommentForm, ReplyForm
from decrees.models import Answer, Comment, Version
from decrees.passages import Passage, settle
from decrees.places import place_of
from decrees.text import find
from decrees.views import conversation
from decrees.views.conversation import needs_login
from decrees.views.lookup import visible_comment, visible_version, whole
from decrees.views.reading import address_on_page

SELECTORS = ("clause", "start", "end", "quote", "prefix", "suffix")


@require_GET
def comment_detail(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = visible_comment(request, pk, comment_pk)
    return redirect(address_on_page(comment.version, f"komentar-{comment.pk}"))


@require_http_methods(["GET", "POST"])
@needs_login
def comment_add(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = visible_version(request, pk, number)
    asked = _selectors(request)
    clause = find(version.document, str(asked["clause"]))
    passage = _passage(version, asked)
    form = CommentForm(
        request.POST or None,
        initial={**asked, **conversation.unsent(request)},
        decree=version.decree,
        user=request.user,
        passage=passage.quote or (clause.text if clause else ""),
    )
    context = {
        "version": version,
        "quote": form.passage,
        "place": place_of(version.document, str(asked["clause"])),
        "heading": _("Comment on a clause"),
    }
    if request.method == "GET":
        permissions.require(permissions.can_comment(request.user, version.decree))
    return _exchange(request, form, context, lambda data: _add(version, data, request))


def _add(version: Version, data: dict[str, Any], request: HttpRequest) -> Comment:
    data = {name: value for name, value in data.items() if value is not None}
    return services.add_comment(version.decree, version=version, by=request.user, **data)  # type: ignore[arg-type]


def _selectors(request: HttpRequest) -> dict[str, Any]:
    """Which passage: from the form that was sent, else from the address."""
    given = request.POST if "clause" in request.POST else request.GET
    values: dict[str, Any] = {name: given[name] for name in SELECTORS if given.get(name)}
    for name in ("start", "end"):
        if name in values:
            values[name] = whole(str(values[name]))
    return {"clause": "", **values}


def _passage(version: Version, asked: dict[str, Any]) -> Passage:
    clause = find(version.document, asked["clause"])
    wanted = Passage(**{name: value for name, value in asked.items() if name != "clause"})
    return (settle(wanted, clause) if clause else None) or Passage()


@require_http_methods(["GET", "POST"])
@needs_login
def comment_reply(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    parent = visible_comment(request, pk, comment_pk)
    version = parent.version
    form = ReplyForm(request.POST or None, initial=conversation.unsent(request))
    if request.method == "GET":
        permissions.require(permissions.can_comment(request.user, version.decree))

    def reply(data: dict[str, Any]) -> Comment:
        return services.add_comment(
            version.decree,
            version=version,
            clause=parent.clause,
            parent=parent,
            by=request.user,  # type: ignore[arg-type]
            **data,
        )

    context = {
        "version": version,
        "quote": parent.text,
        "place": parent.clause_label,
        "heading": _("Reply to a comment"),
    }
    return _exchange(request, form, context, reply)


@require_http_methods(["GET", "POST"])
@needs_login
def comment_answer(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = visible_comment(request, pk, comment_pk)
    form = AnswerForm.of(comment, request.POST or None)
    form.initial.update(conversation.unsent(request))
    permissions.require(permissions.can_answer(request.user, comment.version.decree))

    def answer(data: dict[str, Any]) -> Answer:
        return services.answer_comment(comment, by=request.user, **data)  # type: ignore[arg-type]

    context = {
        "version": comment.version,
        "quote": comment.text,
        "place": comment.clause_label,
        "heading": _("Answer a comment"),
    }
    return _exchange(request, form, context, answer)


def _exchange(request: HttpRequest, form: BaseForm, context: dict[str, Any], save: Any) -> HttpResponse:
    """Show the form; take what was sent; show it again, with what was typed, if it cannot be accepted."""
    if request.method == "GET":
        return conversation.show_form(request, form, context)
    status = 422
    if form.is_valid():
        try:
            return conversation.done(request, save(form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error.messages)
        except PermissionDenied as error:
            # The round may have closed while somebody was typing: their words are still theirs.
            form.add_error(None, str(error))
            status = 403
    return conversation.show_form(request, form, context, status=status)

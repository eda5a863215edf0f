"""Commenting, replying and answering: plain forms, which a script may also fetch and post (rule 5: written by HTTP)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from decrees import permissions, services
from decrees.forms.answers import AnswerForm, ReactionForm
from decrees.forms.comments import CommentForm, ReplyForm
from decrees.models import Answer, Assignment, Comment, Reaction, Version
from decrees.reading.comment_context import assignment_for, comment_context
from decrees.reading.lookup import visible_comment, visible_version, whole
from decrees.reading.similar_comments import alike
from decrees.text import find
from decrees.text.passages import TextQuoteSelector, resolve_selector
from decrees.text.place_names import cite_clause
from decrees.views import conversation
from decrees.views.conversation import needs_login
from decrees.views.reading import address_of_card, address_on_page
from forum.audiences import PUBLIC

SELECTORS = ("clause", "start", "end", "quote", "prefix", "suffix")


@require_safe
def comment_detail(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """One comment with its answer and replies; a reply with the thread in which it stands."""
    comment = visible_comment(request, pk, comment_pk)
    kind = _("Reply by %(name)s on %(place)s") if comment.parent_id else _("Comment by %(name)s on %(place)s")
    answer_url = reverse("decrees:answer-detail", args=[pk, comment.pk]) if comment.answer else ""
    return _own_page(request, comment, kind, comment.text or comment.proposed or "", answer_url=answer_url)


@require_safe
def answer_detail(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """The answer that stands, with what was answered."""
    comment = visible_comment(request, pk, comment_pk)
    if comment.answer is None:
        raise Http404
    kind = _("Answer to the comment by %(name)s on %(place)s")
    return _own_page(request, comment, kind, comment.answer.reason)


def _own_page(request: HttpRequest, comment: Comment, kind: str, words: str, *, answer_url: str = "") -> HttpResponse:
    decree = comment.version.decree
    thread = visible_comment(request, decree.pk, comment.parent_id) if comment.parent_id else comment
    context = {
        "page": decree,
        "heading": kind % {"name": comment.organisation.label, "place": comment.clause_label},
        "told": _told(comment, words) if comment.audience == PUBLIC else None,
        "about": comment_context(thread, request.user),
        "card_url": _address_beside_the_text(comment),
        "answer_url": answer_url,
    }
    return render(request, "decrees/comments/detail.html", context)


def _told(comment: Comment, words: str) -> str:
    """For who is sent the address: how it was answered, then the words."""
    answered = comment.answer.get_disposition_display() if comment.answer else ""
    return ". ".join(filter(None, [capfirst(answered), words]))


def _address_beside_the_text(comment: Comment) -> str:
    version = comment.version
    if comment.parent and version != version.decree.newest:
        # A reply to a carried comment stands, on the pages of old versions, where its thread was begun.
        version = comment.parent.version
    return address_of_card(address_on_page(version), comment)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def comment_add(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    version = visible_version(request, pk, number)
    asked = _selectors(request)
    clause = find(version.document, str(asked["clause"]))
    passage = _passage(version, asked)
    form = CommentForm(
        request.POST or None,
        initial=asked,
        version=version,
        further=request.POST.getlist("further") or request.GET.getlist("further"),
        user=request.user,
        passage=passage.quote or (clause.text if clause else ""),
    )
    context = {
        "version": version,
        "quote": form.passage,
        "place": cite_clause(version.document, str(asked["clause"])),
        "heading": _("Comment on a clause"),
    }
    if request.method != "POST":
        _require_comment(request, version)
    return conversation.exchange(request, form, context, lambda data: _add(version, data, request))


def _require_comment(request: HttpRequest, version: Version) -> None:
    too_late = permissions.too_late_to_comment(request.user, version.decree)
    permissions.require(permissions.can_comment(request.user, version.decree), too_late=too_late)


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


def _passage(version: Version, asked: dict[str, Any]) -> TextQuoteSelector:
    clause = find(version.document, asked["clause"])
    wanted = TextQuoteSelector(**{name: value for name, value in asked.items() if name != "clause"})
    return (resolve_selector(wanted, clause) if clause else None) or TextQuoteSelector()


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def comment_reply(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    parent = visible_comment(request, pk, comment_pk)
    round_ = parent.version.decree.open_round()
    version = round_.version if round_ else parent.version
    form = ReplyForm(request.POST or None)
    adding = permissions.speaks_for_author_of(request.user, parent) and not parent.is_private
    if request.method != "POST":
        _require_comment(request, version)

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
        "about": lambda: comment_context(parent, request.user),
        "quote": parent.text,
        "place": parent.clause_label,
        "heading": _("Add to your comment") if adding else _("Reply to a comment"),
        "note": _adding_note(parent) if adding else "",
    }
    return conversation.exchange(request, form, context, reply)


def _adding_note(comment: Comment) -> str:
    return _("Shown as a change of position.") if comment.is_position else _("Shown as an addition.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def comment_answer(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = visible_comment(request, pk, comment_pk)
    permissions.require(permissions.can_answer(request.user, comment.version.decree))
    others = [] if comment.answer else alike(comment, request.user)
    form = AnswerForm(request.POST or None, instance=comment.answer, alike=others)

    def answer(data: dict[str, Any]) -> Answer:
        words = {name: data[name] for name in ("disposition", "reason", "seen")}
        return services.answer_comments([comment, *form.together_with], by=request.user, **words)[0]  # type: ignore[arg-type]

    context = {
        "version": comment.version,
        "about": lambda: comment_context(comment, request.user),
        "quote": comment.text,
        "place": comment.clause_label,
        "heading": _("Answer a comment"),
        "note": _due_note(assignment_for(comment, request.user)),
    }
    return conversation.exchange(request, form, context, answer)


def _due_note(given: Assignment | None) -> str:
    if given is None:
        return ""
    words = {"name": given.organisation.label, "date": date_format(given.due, "j F Y")}
    if given.is_late:
        return _("Late: was to be answered by %(name)s until %(date)s.") % words
    return _("To be answered by %(name)s until %(date)s.") % words


@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def answer_react(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    comment = visible_comment(request, pk, comment_pk)
    answer = comment.answer
    if answer is None:
        raise Http404
    permissions.require(permissions.can_react(request.user, comment))
    form = ReactionForm(request.POST or None, answer=answer, reaction=comment.reaction)

    def react(data: dict[str, Any]) -> Reaction:
        return services.react_to_answer(answer, by=request.user, **data)  # type: ignore[arg-type]

    context = {
        "version": comment.version,
        "about": lambda: comment_context(comment, request.user),
        "quote": answer.reason,
        "place": comment.clause_label,
        "heading": _("What you say to the answer"),
    }
    return conversation.exchange(request, form, context, react)

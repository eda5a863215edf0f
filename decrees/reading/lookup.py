"""The only functions that turn an address into a record. A record that the reader may not see raises Http404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from decrees import permissions
from decrees.models import Comment, DecreePage, Version


def whole(number: str) -> int | None:
    """A number from an address if a database can hold it, else None."""
    return int(number) if number.isdecimal() and len(number) <= 18 else None


def visible_decree(request: HttpRequest, pk: int) -> DecreePage:
    decree = get_object_or_404(DecreePage, pk=pk)
    if not permissions.can_view(request.user, decree):
        raise Http404
    return decree


def visible_version(request: HttpRequest, pk: int, number: int) -> Version:
    decree = visible_decree(request, pk)
    version = get_object_or_404(decree.versions, number=number)
    # The same object, with what Wagtail already knows about the page.
    version.decree = decree
    return version


def visible_comment(request: HttpRequest, pk: int, comment_pk: int) -> Comment:
    decree = visible_decree(request, pk)
    comments = Comment.objects.visible_to(request.user).with_cards()
    comment = get_object_or_404(comments, pk=comment_pk, version__decree=decree)
    comment.version.decree = decree
    return comment

"""The only functions that turn an address into a record. A record that the reader may not see raises Http404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from decrees import permissions
from decrees.models import Citizen, Comment, DecreePage, Version
from decrees.models.access import questions_of_rights
from forum.models.invitations import key_of
from forum.models.memory import Prepared, ask_ahead


def whole(number: str) -> int | None:
    """A number from an address if a database can hold it, else None."""
    return int(number) if number.isdecimal() and len(number) <= 18 else None


# Without the text in the editor: readers are shown the text of a version.
def come_for(request: HttpRequest) -> int:
    """The thread for which somebody comes to the page, by the address; 0 if none."""
    return whole(request.GET.get("komentar", "")) or 0


_DECREE: Prepared[DecreePage] = Prepared(lambda pk: DecreePage.objects.filter(pk=pk).defer("body"))
_VERSION: Prepared[Version] = Prepared(
    lambda decree, number: (
        Version.objects.filter(decree=decree, number=number).select_related("decree").defer("decree__body")
    )
)


def visible_decree(request: HttpRequest, pk: int) -> DecreePage:
    ask_ahead(_DECREE.of(pk), *questions_of_rights(request.user))
    found = _DECREE(pk)
    if not found or not permissions.can_view(request.user, found[0]):
        raise Http404
    return found[0]


def visible_version(request: HttpRequest, pk: int, number: int) -> Version:
    ask_ahead(_VERSION.of(pk, number), *questions_of_rights(request.user))
    found = _VERSION(pk, number)
    if not found or not permissions.can_view(request.user, found[0].decree):
        raise Http404
    return found[0]


def visible_comment(request: HttpRequest, pk: int, comment_pk: int) -> Comment:
    decree = visible_decree(request, pk)
    comments = Comment.objects.visible_to(request.user).with_cards()
    comment = get_object_or_404(comments, pk=comment_pk, version__decree=decree)
    comment.version.decree = decree
    return comment


def citizen_behind(token: str) -> Citizen | None:
    """Whose page the link from a mail opens; None for one that is unknown."""
    return Citizen.objects.select_related("decree").filter(links__key=key_of(token)).first()

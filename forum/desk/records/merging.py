"""Organisations and people that were entered twice: found, and made one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from forum import clock, permissions, services
from forum.forms.merging import MergeForm
from forum.models import Membership, Organisation, Person
from forum.reading import doubles as found


@dataclass(frozen=True)
class Kind:
    slug: str
    model: Any
    alike: Callable[[], list[found.Pair]]
    merge: Callable[..., Any]


KINDS = {
    one.slug: one
    for one in (
        Kind("organisasi", Organisation, found.organisations_alike, services.merge_organisations),
        Kind("orang", Person, found.people_alike, services.merge_people),
    )
}


@require_GET
def doubles(request: HttpRequest, kind: str) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    wanted = _kind(kind)
    return render(request, "forum/desk/records/merging/doubles.html", {"kind": wanted, "pairs": wanted.alike()})


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    permissions.require(permissions.can_manage_forum(request.user))
    wanted = _kind(kind)
    double = get_object_or_404(wanted.model.objects.standing(), pk=pk)
    others = wanted.model.objects.standing().exclude(pk=pk)
    form = MergeForm(request.POST or None, others=others, initial={"into": request.GET.get("ke")})
    if request.method == "POST" and form.is_valid():
        try:
            into = wanted.merge(double, into=form.cleaned_data["into"], by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("“%(double)s” is the same as “%(into)s” now.")
            messages.success(request, said % {"double": double, "into": into})
            return redirect(reverse(f"{into._meta.model_name}:edit", args=[into.pk]))
    context = {"kind": wanted, "double": double, "form": form, "speaking": _speaking(double)}
    return render(request, "forum/desk/records/merging/merge.html", context, status=422 if form.errors else 200)


def _speaking(double: Organisation | Person) -> QuerySet[Membership]:
    """The representations that will be of the other one."""
    mine = {str(double._meta.model_name): double}
    return (
        Membership.objects.exclude(end_date__lt=clock.today()).filter(**mine).select_related("person", "organisation")
    )


def _kind(slug: str) -> Kind:
    if slug not in KINDS:
        raise Http404
    return KINDS[slug]

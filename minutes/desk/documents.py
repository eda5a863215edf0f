"""Wagtail's doors through which a document is deleted: shut for files that were circulated."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail.admin import messages
from wagtail.documents.permissions import permission_policy
from wagtail.documents.views import documents, multiple
from wagtail.documents.views.bulk_actions import DeleteBulkAction

from minutes import permissions
from minutes.forms.documents import WHY

View = Callable[..., HttpResponse]


def unless_kept(view: View) -> View:
    """Say why and go back to the document, instead of asking whether to delete it."""

    def guarded(request: HttpRequest, **named: int) -> HttpResponse:
        [pk] = named.values()
        may_delete = permission_policy.user_has_permission(request.user, "delete")
        if not may_delete or not permissions.is_kept(pk):
            return view(request, **named)
        messages.error(request, WHY)
        return redirect("wagtaildocs:edit", pk)

    return guarded


def urls() -> list[URLPattern]:
    """At Wagtail's own addresses, and found before them."""
    return [
        path("documents/delete/<int:document_id>/", unless_kept(documents.DeleteView.as_view())),
        path("documents/multiple/<int:doc_id>/delete/", unless_kept(multiple.DeleteView.as_view())),
    ]


class DeleteUnkept(DeleteBulkAction):
    """In place of Wagtail's own, for the documents that are chosen in the list."""

    def prepare_action(self, objects: list[Any], objects_without_access: Any) -> HttpResponse | None:
        if permissions.is_kept(*(document.pk for document in objects)):
            messages.error(self.request, WHY)
            return redirect("wagtaildocs:index")
        return super().prepare_action(objects, objects_without_access)

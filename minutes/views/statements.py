"""What one organisation said in minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from forum.models import Organisation
from minutes.archive.statements import statements_context


@require_safe
def statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Of an organisation that was entered twice there is one page."""
    organisation = get_object_or_404(Organisation.objects.select_related("sector"), pk=pk)
    if organisation.merged_into_id:
        return redirect("minutes:statements", organisation.merged_into_id, permanent=True)
    return render(request, "minutes/archive/statements.html", statements_context(organisation, request))

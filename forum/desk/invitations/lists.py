"""What somebody has chosen while inviting is kept as a list, without leaving the page that they write."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from forum import permissions, services
from forum.forms.invitations.lists import ChosenListForm


@require_POST
def keep(request: HttpRequest) -> JsonResponse:
    """The name of the list as it is kept, or what is wrong."""
    permissions.require(permissions.can_manage_forum(request.user))
    form = ChosenListForm(request.POST)
    if not form.is_valid():
        wrong = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"errors": wrong}, status=422)
    kept = services.save_record(form, by=request.user)  # type: ignore[arg-type]
    return JsonResponse({"name": str(kept)}, status=201)

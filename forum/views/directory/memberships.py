"""A newcomer is let in to what the organisation discussed before."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import permissions, services
from forum.models import Membership


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def membership_admit(request: HttpRequest, pk: int) -> HttpResponse:
    """The link from the mail: opening it changes nothing, the button does."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = Membership.objects.current().select_related("person", "organisation")
    membership = get_object_or_404(found, pk=pk)
    if not permissions.can_know_membership(request.user, membership):
        raise Http404
    if request.method == "POST":
        services.let_in(membership, by=request.user)
        messages.success(request, _("The earlier discussion is open to this person now."))
        return redirect("forum:membership-admit", pk)
    may = permissions.can_let_in(request.user, membership)
    return render(request, "forum/memberships/admit.html", {"membership": membership, "may": may})

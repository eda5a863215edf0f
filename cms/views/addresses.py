"""The page on which somebody changes the address of their own login: allauth's, once it knows the address of today."""

from allauth.account.models import EmailAddress
from allauth.account.views import EmailView
from django.http import HttpRequest, HttpResponse


def own_address(request: HttpRequest) -> HttpResponse:
    """The secretariat gave the address and mailed the first link there: it counts as answered. One that allauth does
    not know, or takes for unanswered, it would replace at once."""
    user = request.user
    if user.is_authenticated:
        known = {"email": user.email.lower(), "primary": True, "verified": True}
        EmailAddress.objects.update_or_create(user=user, email__iexact=user.email, defaults=known)
    response: HttpResponse = EmailView.as_view()(request)
    return response

"""For forms that stay open for hours: whether who opened one is still signed in, and the key to send it with."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache


@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """{"user", "token"}. Who is not signed in is sent to sign in, like everywhere in the admin."""
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})

"""What a browser keeps for us under our seal: nobody else can make or read it from a page."""

from django.conf import settings
from django.http import HttpResponse


def keep_sealed(response: HttpResponse, name: str, value: str, *, salt: str, seconds: int) -> None:
    """Read again by `request.get_signed_cookie` with the same salt."""
    response.set_signed_cookie(
        name,
        value,
        salt=salt,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )

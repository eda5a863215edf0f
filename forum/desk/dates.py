"""How the server reads the dates that somebody is typing, for the editor's date fields."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from forum.forms.dates import fields as date_fields
from forum.models.meetings.when import ZONES

FIELDS: dict[str, forms.Field] = {
    "date": date_fields.DateField(),
    "datetime": date_fields.DateTimeField(),
    "begin": date_fields.BeginField(),
}
MOST = 200


@never_cache
def readings(request: HttpRequest) -> JsonResponse:
    """For `?date=…&datetime=…`, each any number of times: {kind: {what was typed: {"text", "ok"}}}. Hours are those of
    `zone`, which a meeting may have of its own."""
    asked = {kind: request.GET.getlist(kind)[:MOST] for kind in FIELDS}
    zone = request.GET.get("zone", "")
    with timezone.override(zone if zone in dict(ZONES) else None):
        return JsonResponse({kind: {typed: _read(FIELDS[kind], typed) for typed in asked[kind]} for kind in FIELDS})


def _read(field: forms.Field, typed: str) -> dict[str, Any]:
    try:
        return {"text": date_fields.in_words(field.clean(typed)), "ok": True}
    except ValidationError as refused:
        return {"text": " ".join(refused.messages), "ok": False}
